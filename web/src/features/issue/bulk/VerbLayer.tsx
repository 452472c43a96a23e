import { useQuery } from '@tanstack/react-query';
import { currentUser } from '@/api/bootstrap';
import { peopleQuery } from '@/api/people';
import type { Issue } from '@/api/types';
import { exact } from '@/lib/number';
import { now } from '@/lib/time';
import { Confirm } from '@/ui/Confirm';
import { Dialog } from '@/ui/Dialog';
import { Picker } from '@/ui/Picker';
import { MergeDialog } from '../MergeDialog';
import { ReleaseDialog } from '../ReleaseDialog';
import { cooldowns, snoozes } from '../verbChoices';
import { assignChoices, type Choice, priorityChoices, statusChoices } from './choices';
import { TagDialog } from './TagDialog';
import { type BulkVerb, deleteVerb, sizeOf, statusVerb, type VerbTarget } from './verbs';

/** The verb that still needs to know something. */
export type Asking = 'resolve' | 'release' | 'snooze' | 'assign' | 'priority' | 'tag' | 'merge' | 'delete';

/** More than this many are not deleted by a slip of the hand. */
const TYPED_ABOVE = 25;

interface VerbLayerProps {
  asking: Asking;
  target: VerbTarget;
  onVerb: (verb: BulkVerb) => void;
  onClose: () => void;
}

const titles = {
  resolve: 'Resolve',
  snooze: 'Snooze',
  assign: 'Assign to',
  priority: 'Priority',
} as const;

/** Events of the last 24 hours, when it is one issue of a list. */
function lastDay({ query, issues }: VerbTarget): number | undefined {
  const [one] = issues as readonly (Issue & { trend?: number[] })[];
  if (query || issues.length !== 1) return undefined;
  return one?.trend?.reduce((sum, n) => sum + n, 0);
}

function useChoices(asking: Asking, target: VerbTarget): Choice[] {
  const people = useQuery({ ...peopleQuery(), enabled: asking === 'assign' });
  if (asking === 'assign') return assignChoices(people.data ?? [], currentUser.get()?.id ?? undefined);
  if (asking === 'priority') return priorityChoices();
  if (asking === 'resolve') return statusChoices(cooldowns);
  const { times, counts } = snoozes(now(), lastDay(target));
  return [...statusChoices(times, 'For a time'), ...statusChoices(counts, 'Until it is seen more')];
}

/** Asks in place what a verb needs, on one issue or many. */
export default function VerbLayer({ asking, target, onVerb, onClose }: VerbLayerProps) {
  const n = sizeOf(target);
  const of = n === 1 ? (target.issues[0]?.short_id ?? 'this issue') : `${exact(n)} issues`;
  const act = (verb: BulkVerb) => {
    onClose();
    onVerb(verb);
  };
  if (asking === 'tag') return <TagDialog of={of} project={target.project} onVerb={act} onClose={onClose} />;
  if (asking === 'merge')
    return (
      <MergeDialog
        open
        project={target.project ?? target.issues[0]!.project_id}
        issues={target.issues.map((issue) => issue.id)}
        onClose={onClose}
      />
    );
  if (asking === 'release') {
    return (
      <ReleaseDialog
        open
        release={target.issues[0]?.last_release ?? ''}
        onClose={onClose}
        onResolve={(release) => act(statusVerb({ status: 'resolved', resolved_in_release: release }))}
      />
    );
  }
  if (asking === 'delete') {
    return (
      <Confirm
        open
        danger
        title={`Delete ${of}?`}
        verb={n === 1 ? 'Delete the issue' : `Delete ${exact(n)} issues`}
        typed={n > TYPED_ABOVE ? String(n) : undefined}
        onConfirm={() => onVerb(deleteVerb(false))}
        onClose={onClose}
      >
        {n === 1 ? 'It leaves' : 'They leave'} every list with all events. A later event of the same cause
        makes a new issue. It can be undone for a while.
      </Confirm>
    );
  }
  return <Ask asking={asking} of={of} target={target} onVerb={act} onClose={onClose} />;
}

function Ask({
  asking,
  of,
  target,
  onVerb,
  onClose,
}: VerbLayerProps & { asking: keyof typeof titles; of: string }) {
  const choices = useChoices(asking, target);
  return (
    <Dialog open size="small" hideTitle title={`${titles[asking]}: ${of}`} onClose={onClose}>
      <Picker
        label={`${titles[asking]}: ${of}`}
        placeholder={`${titles[asking]}… (${of})`}
        items={choices.map((choice) => choice.item)}
        onPick={({ id }) => onVerb(choices.find((choice) => choice.item.id === id)!.verb)}
      />
    </Dialog>
  );
}
