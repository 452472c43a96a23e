import { BellOff, Check, Clock, Merge, RotateCcw } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import type { Issue } from '@/api/types';
import { useKeys } from '@/keys';
import { now } from '@/lib/time';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import { Skeleton } from '@/ui/Skeleton';
import { type StatusChange, useStatusVerb } from './issue.queries';
import { cooldowns, ignores, resolves, snoozes, type VerbChoice } from './verbChoices';
import { AssignButton } from './verbs/AssignButton';
import { FollowButton } from './verbs/FollowButton';

const SnoozeForm = lazy(() => import('./verbs/SnoozeForm'));
const ResolveForm = lazy(() => import('./verbs/ResolveForm'));

interface IssueVerbsProps {
  issue: Issue;
  project: string;
  /** Events of the last 24 hours, for the forecasts. */
  lastDay?: number;
  onMerge: () => void;
  /** After the verbs. */
  children?: ReactNode;
}

const SNOOZE = 'issue-snooze';
const isSettled = ({ status }: Issue) =>
  status === 'resolved' || status === 'ignored' || status === 'snoozed';

/** Resolve, ignore, snooze, assign, merge, follow: shown at once, undone by `z`. */
export function IssueVerbs({ issue, project, lastDay, onMerge, children }: IssueVerbsProps) {
  const verb = useStatusVerb();
  const [asks, setAsks] = useState<'resolve' | 'snooze'>();
  const may = canTriage();
  const change = (to: StatusChange) => {
    if (!may) return false;
    verb.mutate({ project, issue, change: to });
  };
  const entry = (choice: VerbChoice): MenuEntry => ({
    label: choice.label,
    hint: choice.hint,
    onSelect: () => change(choice.change),
  });
  const ask = (what: typeof asks) => (may ? setAsks(what) : false);
  const { times, counts } = snoozes(now(), issue.forecast.events_per_day || lastDay);
  useKeys('page', [
    { keys: 'r', label: 'Resolve', group: 'Issue', run: () => change({ status: 'resolved' }) },
    { keys: 'i', label: 'Ignore', group: 'Issue', run: () => change({ status: 'ignored' }) },
    { keys: 's', label: 'Snooze', group: 'Issue', run: () => document.getElementById(SNOOZE)?.click() },
    { keys: 'o', label: 'Reopen', group: 'Issue', run: () => change({ status: 'open' }) },
    { keys: 'Shift+R', label: 'Resolve in release', group: 'Issue', run: () => ask('resolve') },
    { keys: 'm', label: 'Merge', group: 'Issue', run: () => (may ? onMerge() : false) },
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
              { label: 'Release, commit, cooldown…', keys: 'Shift+R', onSelect: () => setAsks('resolve') },
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
        id={SNOOZE}
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
          { label: 'Time, rate, users…', hint: 'With a forecast', onSelect: () => setAsks('snooze') },
        ]}
      >
        Snooze
      </MenuButton>
      <AssignButton issue={issue} project={project} disabled={!may} title={why} />
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
      <FollowButton issue={issue} project={project} />
      {children}
      <Dialog open={asks === 'resolve'} size="small" title="Resolve" onClose={() => setAsks(undefined)}>
        <Suspense fallback={<Skeleton className="h-44" />}>
          <ResolveForm
            project={project}
            release={issue.last_release ?? ''}
            onResolve={change}
            onClose={() => setAsks(undefined)}
          />
        </Suspense>
      </Dialog>
      <Dialog open={asks === 'snooze'} title="Snooze" size="small" onClose={() => setAsks(undefined)}>
        <Suspense fallback={<Skeleton className="h-44" />}>
          <SnoozeForm issue={issue} lastDay={lastDay} onSnooze={change} onClose={() => setAsks(undefined)} />
        </Suspense>
      </Dialog>
    </div>
  );
}
