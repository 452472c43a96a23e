import { useMutation } from '@tanstack/react-query';
import { errorText } from '@/api/errors';
import { Panel } from '@/features/event';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Note } from '@/ui/Note';
import { Skeleton } from '@/ui/Skeleton';
import { ms } from './findingWords';
import { analyse, explain, type Group } from './query.queries';
import { Sql } from './Sql';

interface At {
  project: string;
  issue: string;
}

function Plan({ at, group }: { at: At; group: Group }) {
  const plan = useMutation({ mutationFn: () => explain(at.project, at.issue, group.normalized_sql ?? '') });
  const got = plan.data;
  return (
    <div className="grid grid-cols-1 gap-2">
      <div>
        <Button size="dense" busy={plan.isPending} onClick={() => plan.mutate()}>
          Explain
        </Button>
      </div>
      {plan.isPending && <Skeleton className="h-12" />}
      {plan.error && (
        <Note tone="error" alert>
          {errorText(plan.error)}
        </Note>
      )}
      {got?.error && (
        <Note tone="warning" alert>
          The database said: {got.error}
        </Note>
      )}
      {got?.warnings.map((words) => (
        <Note key={words} tone="warning">
          {words}
        </Note>
      ))}
      {got?.plan && got.warnings.length === 0 && <Note>Nothing in this plan looks wrong.</Note>}
      {got?.plan && (
        <pre
          tabIndex={0}
          role="region"
          aria-label="Plan"
          className="overflow-x-auto rounded-ctl border border-line bg-code-bg px-3.5 py-2.5 text-meta"
        >
          <code>{got.plan.replaceAll('QUERY PLAN=', '')}</code>
        </pre>
      )}
    </div>
  );
}

function GroupItem({ at, group }: { at: At; group: Group }) {
  const isTimed = group.count > group.missing_timing_count;
  return (
    <li className="grid grid-cols-1 gap-2 border-t border-line py-3 first:border-0">
      <Sql text={group.normalized_sql ?? ''} wrap />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-text3">
        {group.suspected_n_plus_one && <Chip tone="warning">N+1?</Chip>}
        <span>{count(group.count, 'time')}</span>
        <span>
          {isTimed ? `${ms(group.total_duration_ms)}, ${ms(group.max_duration_ms)} at most` : 'not timed'}
        </span>
      </p>
      {group.query_type === 'select' && <Plan at={at} group={group} />}
    </li>
  );
}

/** For admins: the statements before the newest event, and how the project's database would run them. */
export function AnalysisPanel(at: At) {
  const list = useMutation({ mutationFn: () => analyse(at.project, at.issue) });
  return (
    <Panel
      id="database"
      title="Database"
      count={list.data?.summary.unique_query_count}
      action={
        <Button size="dense" busy={list.isPending} onClick={() => list.mutate()}>
          Analyse
        </Button>
      }
    >
      {list.isPending && <Skeleton className="h-40" />}
      {list.isIdle && (
        <p className="max-w-[76ch] text-text2">
          The statements before the newest event by shape; for a SELECT the project’s database tells its plan.
        </p>
      )}
      {list.error && (
        <Note tone="warning" alert>
          {errorText(list.error)}
        </Note>
      )}
      {list.data?.warnings.map((words) => (
        <p key={words} className="text-meta text-text3">
          {words}
        </p>
      ))}
      {list.data && (
        <ul>
          {list.data.queries.map((group) => (
            <GroupItem key={group.normalized_sql} at={at} group={group} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
