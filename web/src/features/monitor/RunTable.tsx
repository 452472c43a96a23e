import { useInfiniteQuery } from '@tanstack/react-query';
import { ServerError } from '@/api/QueryPanel';
import type { MonitorRun } from '@/api/types';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { type Column, DataTable } from '@/ui/DataTable';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { runsQuery } from './monitor.queries';
import { runKind, runTones, runWords, tookWords } from './runWords';

const dash = <span className="text-text3">–</span>;

const columns: Column<MonitorRun>[] = [
  {
    head: 'Run',
    cell: (run) => <Chip tone={runTones[runKind(run)]}>{runWords[runKind(run)]}</Chip>,
  },
  {
    head: 'Began',
    cell: (run) => (run.started_at ? <Time iso={run.started_at} ago /> : dash),
  },
  {
    head: 'Expected',
    from: 'sm',
    cell: (run) => (run.expected_at ? <Time iso={run.expected_at} ago /> : dash),
  },
  {
    head: 'Took',
    align: 'right',
    cell: (run) => (run.duration_ms === null ? dash : tookWords(run.duration_ms)),
  },
  { head: 'Release', from: 'md', cell: (run) => run.release || dash },
  {
    head: 'Check-in',
    from: 'lg',
    cell: (run) => <code className="text-meta text-text3">{run.check_in_id}</code>,
  },
];

/** Runs of one environment, newest first; the newest 2,000 are kept. */
export function RunTable({
  project,
  monitor,
  environment,
}: {
  project: string;
  monitor: string;
  environment: string;
}) {
  const list = useInfiniteQuery(runsQuery(project, monitor, environment));
  const runs = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Skeleton className="h-64" />;
  if (list.error && list.data === undefined)
    return (
      <ServerError error={list.error} what="The runs could not be read" onRetry={() => void list.refetch()} />
    );
  return (
    <div className="grid gap-3">
      <div className="-mx-4 overflow-x-auto">
        <DataTable
          caption={`Runs in ${environment}`}
          columns={columns}
          rows={runs}
          rowKey={(run) => run.check_in_id}
        />
      </div>
      {list.hasNextPage && (
        <Button
          className="justify-self-start"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show older runs
        </Button>
      )}
    </div>
  );
}
