import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Answer } from '@/api/types';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import type { Column } from '@/ui/DataTable';
import { Time } from '@/ui/Time';
import { PagedTable } from './PagedTable';
import { quarantineQuery, useSystemVerb } from './system.queries';

type Row = Answer<'/system/quarantine'>['items'][number];

/** Events that could not be digested: kept, tried again, or dropped. */
export function QuarantineSection() {
  const query = useInfiniteQuery(quarantineQuery());
  const [asked, setAsked] = useState<Row>();
  const pathOf = (quarantined: string) => ({ params: { path: { quarantined } } });
  const retry = useSystemVerb(
    (id) => api.POST('/system/quarantine/{quarantined}/retry', pathOf(id)),
    'It is digested again.',
  );
  const drop = useSystemVerb((id) => api.DELETE('/system/quarantine/{quarantined}', pathOf(id)), 'Dropped.');
  const columns: Column<Row>[] = [
    { head: 'Received', cell: (row) => <Time iso={row.received_at} ago /> },
    {
      head: 'Why',
      cell: (row) => (
        <>
          <span className="font-medium">{row.reason}</span>
          <span className="block text-meta text-text2 wrap-anywhere">{row.detail}</span>
        </>
      ),
    },
    {
      head: 'Size',
      from: 'sm',
      align: 'right',
      cell: (row) => <span className="whitespace-nowrap">{count(row.bytes, 'byte')}</span>,
    },
    {
      head: 'Verbs',
      hideHead: true,
      align: 'right',
      cell: (row) => (
        <span className="inline-flex gap-1.5">
          <Button size="dense" disabled={row.retrying} onClick={() => retry.mutate(row.id!)}>
            {row.retrying ? 'Trying' : 'Try again'}
          </Button>
          <Button size="dense" tone="danger" onClick={() => setAsked(row)}>
            Drop
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <PagedTable
        query={query}
        caption="The quarantine"
        columns={columns}
        rowKey={(row) => row.id!}
        empty="Every event was digested"
      />
      <Confirm
        open={asked !== undefined}
        danger
        title="Drop this event?"
        verb="Drop event"
        onConfirm={() => drop.mutateAsync(asked!.id!)}
        onClose={() => setAsked(undefined)}
      >
        It was accepted from an SDK and is not in any issue. Dropping it cannot be undone.
      </Confirm>
    </>
  );
}
