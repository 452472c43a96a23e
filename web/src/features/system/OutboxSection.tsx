import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Answer } from '@/api/types';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Choice } from '@/ui/Choice';
import type { Column } from '@/ui/DataTable';
import { Time } from '@/ui/Time';
import { PagedTable } from './PagedTable';
import { outboxQuery, useSystemVerb } from './system.queries';

type Row = Answer<'/system/outbox'>['items'][number];

const states = [
  { value: 'dead', label: 'Given up' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'sent', label: 'Sent' },
] as const;

function StateCell({ row }: { row: Row }) {
  if (row.running) return <Chip tone="info">being delivered</Chip>;
  if (row.state === 'dead') return <Chip tone="error">given up after {row.attempts}</Chip>;
  return (
    <span className="text-text2">
      {row.state === 'sent' ? 'sent ' : 'due '}
      <Time iso={row.state === 'sent' ? row.done_at : row.due_at} ago />
    </span>
  );
}

/** What leaves the house: mails now. */
export function OutboxSection() {
  const [state, setState] = useState<(typeof states)[number]['value']>('dead');
  const query = useInfiniteQuery(outboxQuery(state));
  const retry = useSystemVerb(
    (delivery) => api.POST('/system/outbox/{delivery}/retry', { params: { path: { delivery } } }),
    'It is tried again.',
  );
  const columns: Column<Row>[] = [
    {
      head: 'What',
      cell: (row) => (
        <>
          <span className="font-medium">{row.kind}</span> <span className="text-text3">by {row.channel}</span>
          <span className="block truncate text-meta text-text3">{row.to}</span>
        </>
      ),
    },
    { head: 'State', cell: (row) => <StateCell row={row} /> },
    {
      head: 'Last error',
      from: 'md',
      cell: (row) => <span className="text-meta text-text2 wrap-anywhere">{row.last_error}</span>,
    },
    {
      head: 'Again',
      hideHead: true,
      align: 'right',
      cell: (row) =>
        row.state !== 'sent' && (
          <Button size="dense" disabled={retry.isPending} onClick={() => retry.mutate(row.id)}>
            Try now
          </Button>
        ),
    },
  ];
  return (
    <div className="grid gap-4">
      <Choice legend="State" hideLegend value={state} options={states} onChange={setState} />
      <PagedTable
        query={query}
        caption="The outbox"
        columns={columns}
        rowKey={(row) => row.id}
        empty={state === 'dead' ? 'Everything was delivered' : 'Nothing here'}
      />
    </div>
  );
}
