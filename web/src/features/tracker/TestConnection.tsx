import { Plug } from 'lucide-react';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { useTestConnection } from './tracker.queries';
import type { Tracker } from './trackers';

interface TestConnectionProps {
  project: string;
  tracker: Tracker;
  isSet: boolean;
  /** What is not saved is not tested. */
  isDirty: boolean;
}

/** Asks the tracker itself, and tells what it said. */
export function TestConnection({ project, tracker, isSet, isDirty }: TestConnectionProps) {
  const test = useTestConnection(project, tracker.kind);
  const { title } = tracker;
  const missing = tracker.fields.filter(({ required }) => required).map(({ label }) => label.toLowerCase());
  const why = isDirty
    ? 'Save first: what is stored is what is tested.'
    : !isSet && `It still needs ${new Intl.ListFormat('en').format([...missing, 'token'])}.`;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          icon={<Plug size={14} />}
          busy={test.isPending}
          disabled={why !== false}
          onClick={() => test.mutate()}
        >
          Test the connection
        </Button>
        {why && <p className="text-meta text-text3">{why}</p>}
      </div>
      {test.error && (
        <Note tone="error" alert>
          {errorText(test.error)}
        </Note>
      )}
      {test.data && (
        <Note tone={test.data.ok ? 'info' : 'error'} alert>
          {test.data.ok ? `${title} answers: address, account and project are good.` : test.data.error}
        </Note>
      )}
    </div>
  );
}
