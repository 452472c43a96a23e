import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer } from '@/api/types';
import type { Column } from '@/ui/DataTable';
import { Time } from '@/ui/Time';
import { PagedTable } from './PagedTable';
import { auditQuery } from './system.queries';

type Entry = Answer<'/system/audit'>['items'][number];

const columns: Column<Entry>[] = [
  { head: 'When', cell: (entry) => <Time iso={entry.at} ago />, className: 'whitespace-nowrap' },
  {
    head: 'Who',
    cell: (entry) => (
      <span title={entry.user_email ?? undefined}>
        {entry.user_name || entry.user_email || entry.by}
        {entry.token_name && <span className="text-text3"> · token {entry.token_name}</span>}
      </span>
    ),
  },
  { head: 'Did', cell: (entry) => <span className="font-mono text-meta">{entry.action}</span> },
  {
    head: 'To',
    from: 'sm',
    cell: (entry) => (
      <span className="block max-w-[280px] truncate" title={entry.detail ?? undefined}>
        {entry.detail || entry.object}
      </span>
    ),
  },
  { head: 'From', from: 'md', cell: (entry) => <span className="text-text3">{entry.address}</span> },
];

export function AuditSection() {
  const query = useInfiniteQuery(auditQuery());
  return (
    <PagedTable
      query={query}
      caption="The audit log"
      columns={columns}
      rowKey={(entry) => `${entry.at} ${entry.action} ${entry.object}`}
      empty="Nothing was changed yet"
    />
  );
}
