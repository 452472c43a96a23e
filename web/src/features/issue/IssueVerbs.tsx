import { BellOff, Check, Clock, Merge, RotateCcw } from 'lucide-react';
import { canTriage } from '@/api/bootstrap';
import type { Issue } from '@/api/types';
import type { EventView } from '@/features/event';
import { useKeys } from '@/keys';
import { now } from '@/lib/time';
import { Button } from '@/ui/Button';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import type { Verbs } from './bulk/useVerbs';
import { followVerb, statusVerb } from './bulk/verbs';
import { IssueMore } from './IssueMore';
import type { StatusChange } from './issue.queries';
import { cooldowns, ignores, resolves, snoozes, type VerbChoice } from './verbChoices';
import { AssignButton } from './verbs/AssignButton';
import { FollowButton } from './verbs/FollowButton';

interface IssueVerbsProps {
  issue: Issue;
  project: string;
  verbs: Verbs;
  /** The one that is shown, when it is there. */
  event: EventView | undefined;
  onMerge: () => void;
}

const isSettled = ({ status }: Issue) =>
  status === 'resolved' || status === 'ignored' || status === 'snoozed';

/** Resolve, ignore, snooze, assign, merge, follow: the verbs of the list, on this one. */
export function IssueVerbs({ issue, project, verbs, event, onMerge }: IssueVerbsProps) {
  const may = canTriage();
  const change = (to: StatusChange) => verbs.act(statusVerb(to));
  const entry = (choice: VerbChoice): MenuEntry => ({
    label: choice.label,
    hint: choice.hint,
    onSelect: () => change(choice.change),
  });
  const { times, counts } = snoozes(now(), issue.forecast.events_per_day);
  useKeys('page', [
    ...verbs.keys.filter(({ keys }) => keys !== 'm'),
    { keys: 'm', label: 'Merge', group: 'Issues', run: () => (may ? onMerge() : false) },
    { keys: 'o', label: 'Reopen', group: 'Issues', run: () => change({ status: 'open' }) },
  ]);
  const why = may ? undefined : 'Needs the role member or admin';
  const closed = isSettled(issue);
  const tone = closed ? 'secondary' : 'primary';
  const narrow = 'max-sm:hidden';
  const caret = '-ml-px min-w-6 rounded-l-none px-1!';
  return (
    <div className="flex flex-wrap items-center gap-1.5 max-sm:w-full max-sm:flex-nowrap">
      {closed && (
        <Button
          size="dense"
          tone="primary"
          icon={<RotateCcw size={14} />}
          keys="o"
          disabled={!may}
          title={why}
          onClick={() => change({ status: 'open' })}
        >
          Reopen
        </Button>
      )}
      {issue.status !== 'resolved' && (
        <span className="inline-flex max-sm:flex-1">
          <Button
            size="dense"
            tone={tone}
            icon={<Check size={14} />}
            keys="r"
            disabled={!may}
            title={why}
            className="rounded-r-none max-sm:flex-1"
            onClick={() => change({ status: 'resolved' })}
          >
            Resolve
          </Button>
          <MenuButton
            label="More ways to resolve"
            size="dense"
            tone={tone}
            disabled={!may}
            className={`${caret} border-l-line!`}
            entries={[
              ...resolves.map(entry),
              { label: 'Release, commit, cooldown…', keys: 'Shift+R', onSelect: () => verbs.ask('release') },
              'line',
              ...cooldowns.map(entry),
            ]}
          >
            <span aria-hidden="true">▾</span>
          </MenuButton>
        </span>
      )}
      {issue.status !== 'ignored' && (
        <span className={`inline-flex ${narrow}`}>
          <Button
            size="dense"
            icon={<BellOff size={14} />}
            keys="i"
            disabled={!may}
            title={why}
            className="rounded-r-none"
            onClick={() => change({ status: 'ignored' })}
          >
            Ignore
          </Button>
          <MenuButton
            label="More ways to ignore"
            size="dense"
            disabled={!may}
            className={caret}
            entries={ignores.map(entry)}
          >
            <span aria-hidden="true">▾</span>
          </MenuButton>
        </span>
      )}
      <MenuButton
        label="Snooze"
        size="dense"
        icon={<Clock size={14} />}
        keys="s"
        disabled={!may}
        title={why}
        entries={[
          ...times.map(entry),
          'line',
          ...counts.map(entry),
          'line',
          { label: 'Time, rate, users…', hint: 'With a forecast', onSelect: () => verbs.ask('snooze-form') },
        ]}
      >
        Snooze
      </MenuButton>
      <AssignButton issue={issue} disabled={!may} title={why} onAsk={() => verbs.ask('assign')} />
      <Button
        size="dense"
        icon={<Merge size={14} />}
        disabled={!may}
        title={why ?? 'Merge (m)'}
        className={narrow}
        onClick={onMerge}
      >
        Merge
      </Button>
      <FollowButton on={issue.followed === true} onToggle={() => verbs.act(followVerb(!issue.followed))} />
      <IssueMore issue={issue} project={project} event={event} verbs={verbs} onMerge={onMerge} />
      {verbs.layer}
    </div>
  );
}
