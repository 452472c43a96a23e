import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { currentUser } from '@/api/bootstrap';
import { peopleQuery } from '@/api/people';
import { TicketDialog } from '@/features/tracker';
import { exact } from '@/lib/number';
import { now } from '@/lib/time';
import { Dialog } from '@/ui/Dialog';
import { Picker } from '@/ui/Picker';
import type { StatusChange } from '../issue.queries';
import { MergeDialog } from '../MergeDialog';
import { cooldowns, snoozes } from '../verbChoices';
import { ResolveForm } from '../verbs/ResolveForm';
import { SnoozeForm } from '../verbs/SnoozeForm';
import { assignChoices, type Choice, priorityChoices, statusChoices } from './choices';
import { DeleteDialog } from './DeleteDialog';
import { TagDialog } from './TagDialog';
import { type BulkVerb, sizeOf, statusVerb, type VerbTarget } from './verbs';

/** The verb that still needs to know something. */
export type Asking =
  | 'resolve'
  | 'release'
  | 'snooze'
  | 'snooze-form'
  | 'assign'
  | 'priority'
  | 'tag'
  | 'merge'
  | 'ticket'
  | 'delete';

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

/** The one issue that is meant. */
const oneOf = ({ query, issues }: VerbTarget) => (!query && issues.length === 1 ? issues[0] : undefined);

function useChoices(asking: Asking, target: VerbTarget): Choice[] {
  const people = useQuery({ ...peopleQuery(), enabled: asking === 'assign' });
  if (asking === 'assign') return assignChoices(people.data ?? [], currentUser.get()?.id ?? undefined);
  if (asking === 'priority') return priorityChoices();
  if (asking === 'resolve') return statusChoices(cooldowns);
  const { times, counts } = snoozes(now(), oneOf(target)?.forecast.events_per_day);
  return [...statusChoices(times, 'For a time'), ...statusChoices(counts, 'Until it is seen more')];
}

/** Asks in place what a verb needs, on one issue or many. */
export default function VerbLayer({ asking, target, onVerb, onClose }: VerbLayerProps) {
  const [own, setOwn] = useState(false);
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
  const one = oneOf(target);
  if (one && asking === 'ticket')
    return (
      <TicketDialog project={target.project ?? one.project_id} issue={one.id} of={of} onClose={onClose} />
    );
  const change = (to: StatusChange) => act(statusVerb(to));
  if (asking === 'release') {
    return (
      <Dialog open size="small" title={`Resolve ${of}`} onClose={onClose}>
        <ResolveForm
          project={target.project ?? target.issues[0]?.project_id}
          release={target.issues[0]?.last_release ?? ''}
          onResolve={change}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  if (one && (asking === 'snooze-form' || own)) {
    return (
      <Dialog open size="small" title={`Snooze ${of}`} onClose={onClose}>
        <SnoozeForm issue={one} onSnooze={change} onClose={onClose} />
      </Dialog>
    );
  }
  if (asking === 'delete') return <DeleteDialog of={of} n={n} onVerb={onVerb} onClose={onClose} />;
  return (
    <Ask
      asking={asking === 'snooze-form' || asking === 'ticket' ? 'snooze' : asking}
      of={of}
      target={target}
      onVerb={act}
      onClose={onClose}
      onOwn={() => setOwn(true)}
    />
  );
}

const OWN = 'own';

interface AskProps extends VerbLayerProps {
  asking: keyof typeof titles;
  of: string;
  /** A snooze of one's own making. */
  onOwn: () => void;
}

function Ask({ asking, of, target, onVerb, onClose, onOwn }: AskProps) {
  const choices = useChoices(asking, target);
  const more =
    asking === 'snooze' && oneOf(target)
      ? [{ id: OWN, label: 'Time, rate, users…', detail: 'With a forecast', also: 'date until custom' }]
      : [];
  return (
    <Dialog open size="small" hideTitle title={`${titles[asking]}: ${of}`} onClose={onClose}>
      <Picker
        label={`${titles[asking]}: ${of}`}
        placeholder={`${titles[asking]}… (${of})`}
        items={[...choices.map((choice) => choice.item), ...more]}
        onPick={({ id }) =>
          id === OWN ? onOwn() : onVerb(choices.find((choice) => choice.item.id === id)!.verb)
        }
      />
    </Dialog>
  );
}
