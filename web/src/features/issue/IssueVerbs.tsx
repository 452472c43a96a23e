import { BellOff, Check, Clock, Merge, RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { canTriage } from '@/api/bootstrap';
import type { Issue } from '@/api/types';
import { useKeys } from '@/keys';
import { paths } from '@/lib/paths';
import { now } from '@/lib/time';
import { Button } from '@/ui/Button';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import { type StatusChange, useStatusVerb } from './issue.queries';
import { MergeDialog } from './MergeDialog';
import { ReleaseDialog } from './ReleaseDialog';
import { cooldowns, snoozes, type VerbChoice } from './verbChoices';

interface IssueVerbsProps {
  issue: Issue;
  project: string;
  /** Events of the last 24 hours, for the forecasts. */
  lastDay?: number;
  /** After the verbs. */
  children?: ReactNode;
}

const SNOOZE = 'issue-snooze';

/** Resolve, ignore, snooze, reopen: shown at once, undone by `z`. */
export function IssueVerbs({ issue, project, lastDay, children }: IssueVerbsProps) {
  const verb = useStatusVerb();
  const [asksRelease, setAsksRelease] = useState(false);
  const [merges, setMerges] = useState(false);
  const [, navigate] = useLocation();
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
  const isSettled = issue.status === 'resolved' || issue.status === 'ignored' || issue.status === 'snoozed';
  const { times, counts } = snoozes(now(), lastDay);
  useKeys('page', [
    { keys: 'r', label: 'Resolve', group: 'Issue', run: () => change({ status: 'resolved' }) },
    { keys: 'i', label: 'Ignore', group: 'Issue', run: () => change({ status: 'ignored' }) },
    { keys: 's', label: 'Snooze', group: 'Issue', run: () => document.getElementById(SNOOZE)?.click() },
    { keys: 'o', label: 'Reopen', group: 'Issue', run: () => change({ status: 'open' }) },
    { keys: 'Shift+R', label: 'Resolve in release', group: 'Issue', run: () => may && setAsksRelease(true) },
    { keys: 'm', label: 'Merge', group: 'Issue', run: () => may && setMerges(true) },
  ]);
  const why = may ? undefined : 'Needs the role member or admin';
  return (
    <div className="flex flex-wrap items-center gap-1.5 max-sm:w-full max-sm:flex-nowrap">
      {isSettled && (
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
            tone={isSettled ? 'secondary' : 'primary'}
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
            tone={isSettled ? 'secondary' : 'primary'}
            disabled={!may}
            className="-ml-px min-w-6 rounded-l-none border-l-line! px-1!"
            entries={[
              ...cooldowns.map(entry),
              'line',
              { label: 'Resolve in a release…', keys: 'Shift+R', onSelect: () => setAsksRelease(true) },
            ]}
          >
            <span aria-hidden="true">▾</span>
          </MenuButton>
        </span>
      )}
      {issue.status !== 'ignored' && (
        <Button
          size="dense"
          icon={<BellOff size={14} />}
          keys="i"
          disabled={!may}
          title={why}
          className="max-sm:flex-1"
          onClick={() => change({ status: 'ignored' })}
        >
          Ignore
        </Button>
      )}
      <MenuButton
        id={SNOOZE}
        label="Snooze"
        size="dense"
        icon={<Clock size={14} />}
        keys="s"
        disabled={!may}
        title={why}
        entries={[...times.map(entry), 'line', ...counts.map(entry)]}
      >
        Snooze
      </MenuButton>
      <Button
        size="dense"
        icon={<Merge size={14} />}
        keys="m"
        disabled={!may}
        title={why}
        className="max-sm:hidden"
        onClick={() => setMerges(true)}
      >
        Merge
      </Button>
      {children}
      <MergeDialog
        open={merges}
        project={project}
        issues={[issue.id]}
        onClose={() => setMerges(false)}
        onMerged={({ id, short_id }) => id !== issue.id && navigate(paths.issue(project, short_id ?? id))}
      />
      <ReleaseDialog
        open={asksRelease}
        release={issue.last_release ?? ''}
        onClose={() => setAsksRelease(false)}
        onResolve={(release) => change({ status: 'resolved', resolved_in_release: release })}
      />
    </div>
  );
}
