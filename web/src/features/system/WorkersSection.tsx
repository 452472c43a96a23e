import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { api } from '@/api/client';
import { QueryPanel } from '@/api/QueryPanel';
import { duration } from '@/lib/time';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { type Column, DataTable } from '@/ui/DataTable';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { span, type Worker, workerWord } from './figures';
import { useSystemVerb, workersQuery } from './system.queries';

function StateCell({ worker }: { worker: Worker }) {
  if (worker.state === 'failed') return <Chip tone="error">failed</Chip>;
  if (worker.state === 'running') return <Chip tone="info">running</Chip>;
  return <span className="text-text2">{worker.state === 'ok' ? 'ok' : 'not yet run'}</span>;
}

function columnsFor(run: (name: string) => void, busy: string | undefined): Column<Worker>[] {
  return [
    {
      head: 'Worker',
      cell: (worker) => (
        <>
          <span className="font-mono text-meta wrap-anywhere">{worker.name}</span>
          <span className="block text-meta text-text3">{workerWord(worker.name)}</span>
          {worker.last_error && (
            <span className="block text-meta text-error wrap-anywhere">{worker.last_error}</span>
          )}
        </>
      ),
    },
    { head: 'State', cell: (worker) => <StateCell worker={worker} /> },
    { head: 'Last', cell: (worker) => <Time iso={worker.last_ended_at ?? worker.last_started_at} ago /> },
    {
      head: 'Took',
      align: 'right',
      from: 'sm',
      cell: (worker) => (
        <span className="text-text2 tabular-nums whitespace-nowrap">
          {worker.duration_ms == null ? '' : span(worker.duration_ms)}
        </span>
      ),
    },
    { head: 'Next', from: 'md', cell: (worker) => (worker.next_at ? <Time iso={worker.next_at} ago /> : '') },
    {
      head: 'Every',
      align: 'right',
      from: 'lg',
      cell: (worker) => (
        <span className="text-text3 whitespace-nowrap">
          {worker.every_s > 0 ? duration(worker.every_s * 1000) : 'when there is some'}
        </span>
      ),
    },
    {
      head: 'Run',
      hideHead: true,
      align: 'right',
      cell: (worker) => (
        <Button
          size="dense"
          icon={<Play size={12} />}
          busy={busy === worker.name}
          disabled={worker.state === 'running' || worker.every_s === 0}
          aria-label={`Run ${worker.name} now`}
          onClick={() => run(worker.name)}
        >
          <span>
            Run<span className="max-sm:hidden"> now</span>
          </span>
        </Button>
      ),
    },
  ];
}

/** Those that fail stand first. */
const order = (a: Worker, b: Worker) =>
  Number(b.state === 'failed') - Number(a.state === 'failed') || a.name.localeCompare(b.name);

export function WorkersSection() {
  const query = useQuery(workersQuery());
  const run = useSystemVerb(
    (worker) => api.POST('/system/workers/{worker}/run', { params: { path: { worker } } }),
    'It runs within two seconds.',
  );
  return (
    <QueryPanel query={query} what="The workers could not be read" skeleton={<Skeleton className="h-96" />}>
      {({ items }) => (
        <div className="-mx-4">
          <DataTable
            caption="Workers"
            columns={columnsFor(run.mutate, run.isPending ? run.variables : undefined)}
            rows={[...items].sort(order)}
            rowKey={(worker) => worker.name}
          />
        </div>
      )}
    </QueryPanel>
  );
}
