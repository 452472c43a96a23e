import { useMemo } from 'react';
import type { IssueListItem } from '@/api/types';
import { count } from '@/lib/number';
import { now } from '@/lib/time';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { decisionOf, handOver, type Swept } from './sweep';

interface HandOverProps {
  scope: string;
  swept: readonly Swept[];
  nameOf: (issue: IssueListItem) => string | undefined;
  onBack: () => void;
  onLeave: () => void;
}

/** The end of a sweep: what was decided and why, as Markdown to paste where the others read. */
export function HandOver({ scope, swept, nameOf, onBack, onLeave }: HandOverProps) {
  const note = useMemo(
    () => handOver(scope, swept, nameOf, new Date(now()).toISOString()),
    [scope, swept, nameOf],
  );
  const decided = swept.filter((one) => decisionOf(one, nameOf) !== undefined).length;
  return (
    <div className="grid max-w-[968px] grid-cols-1 gap-4 px-4 py-5 md:px-6">
      <h2 className="text-section font-semibold">
        {count(swept.length, 'issue')} looked at, {decided} decided
      </h2>
      <CodeBox what="hand-over note" code={note} />
      <div className="flex gap-2">
        <Button tone="primary" onClick={onLeave}>
          Back to the issues
        </Button>
        <Button keys="e" tone="ghost" onClick={onBack}>
          The one before
        </Button>
      </div>
    </div>
  );
}
