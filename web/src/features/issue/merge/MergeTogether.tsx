import { count } from '@/lib/number';
import { Bars, barsLabel } from '@/ui/Bars';
import { Time } from '@/ui/Time';
import { type Mergeable, moves, together, usersWords } from './merge';
import type { useMergeDetails } from './merge.queries';

interface MergeTogetherProps {
  issues: readonly Mergeable[];
  others: readonly Mergeable[];
  details: ReturnType<typeof useMergeDetails>;
}

/** The one issue as it will be: its trend, its figures, what comes along. */
export function MergeTogether({ issues, others, details }: MergeTogetherProps) {
  const sum = together(issues);
  const long = details.trend;
  const coming = moves(others, details.comments);
  return (
    <section aria-label="Together" className="grid grid-cols-1 gap-1.5">
      <h3 className="text-meta font-medium text-text2">
        Together <span className="font-normal text-text3">· last {long ? '14 days' : '24 hours'}</span>
      </h3>
      <Bars
        values={long ?? sum.trend}
        height={40}
        className="w-full"
        label={barsLabel(long ?? sum.trend, 'Events of all of them')}
      />
      <p className="flex flex-wrap gap-x-2 text-body">
        <span>{count(sum.events, 'event')}</span>
        <span className="text-text3">·</span>
        <span title="Who met several of them is counted once">{usersWords(sum)}</span>
        <span className="text-text3">·</span>
        <span>
          first <Time iso={sum.first} ago />
        </span>
        <span className="text-text3">·</span>
        <span>
          last <Time iso={sum.last} ago />
        </span>
      </p>
      {coming.length > 0 && <p className="text-body text-text2">Comes along: {coming.join(', ')}.</p>}
    </section>
  );
}
