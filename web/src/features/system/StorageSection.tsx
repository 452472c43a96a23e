import { useQuery } from '@tanstack/react-query';
import { QueryPanel } from '@/api/QueryPanel';
import type { Answer } from '@/api/types';
import { bytes, exact } from '@/lib/number';
import { type Column, DataTable } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { share } from './figures';
import { storageQuery } from './system.queries';

/** Beyond this a pace tells nothing. */
const DAYS_MOST = 730;

type Storage = Answer<'/system/storage'>;
type Kind = Storage['kinds'][number];

const words: Record<string, string> = {
  events: 'Events',
  indexes: 'Indexes',
  files: 'Attachments',
  spool: 'Spool, not yet processed',
  other: 'Issues, people, everything else',
};

const perDay = (n: number | null | undefined) =>
  n == null ? '' : `${n < 0 ? '−' : '+'}${bytes(Math.abs(n))}`;

const columns: Column<Kind>[] = [
  { head: 'What', cell: (one) => words[one.kind ?? ''] ?? one.kind },
  {
    head: 'Rows',
    align: 'right',
    from: 'sm',
    cell: (one) => <span className="text-text2 tabular-nums">{one.rows == null ? '' : exact(one.rows)}</span>,
  },
  { head: 'Size', align: 'right', cell: (one) => <span className="tabular-nums">{bytes(one.bytes)}</span> },
  {
    head: 'A day',
    align: 'right',
    cell: (one) => <span className="text-text2 tabular-nums">{perDay(one.growth_bytes_per_day)}</span>,
  },
];

/** A sentence on how long the disk lasts. */
export function outlook({ full_in_days, growth_bytes_per_day }: Storage): string {
  if (full_in_days != null) {
    if (full_in_days < 1) return 'Full within a day at this pace';
    if (full_in_days > DAYS_MOST) return 'Full in more than two years at this pace';
    return `Full in about ${exact(full_in_days)} ${full_in_days === 1 ? 'day' : 'days'} at this pace`;
  }
  if (growth_bytes_per_day == null) return 'How it grows is known after a day of running';
  return 'Not growing';
}

function Disk({ storage }: { storage: Storage }) {
  const used = storage.disk_bytes - storage.disk_free_bytes;
  const percent = storage.disk_bytes > 0 ? (100 * used) / storage.disk_bytes : 0;
  const isTight = percent >= 90 || (storage.full_in_days ?? Number.POSITIVE_INFINITY) < 14;
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-body">
        <span>
          <span className="font-medium tabular-nums">{bytes(storage.bytes)}</span> by GoSnag · disk{' '}
          {share(used, storage.disk_bytes)} full, {bytes(storage.disk_free_bytes)} free
        </span>
        <span className={isTight ? 'font-medium text-error' : 'text-text2'}>{outlook(storage)}</span>
      </div>
      <svg
        role="img"
        aria-label={`Disk ${share(used, storage.disk_bytes)} full`}
        className="block h-1.5 w-full"
      >
        <rect width="100%" height="100%" rx={3} className="fill-s3" />
        <rect width={`${percent}%`} height="100%" rx={3} className={isTight ? 'fill-error' : 'fill-text3'} />
      </svg>
    </div>
  );
}

/** What the store holds and how long the disk lasts. */
export function StorageSection() {
  const query = useQuery(storageQuery());
  return (
    <Section title="Storage">
      <QueryPanel
        query={query}
        what="The storage could not be read"
        skeleton={<Skeleton className="h-[220px]" />}
      >
        {(storage) => (
          <>
            {storage.disk_bytes > 0 && <Disk storage={storage} />}
            <div className="-mx-4">
              <DataTable
                caption="Bytes and rows by kind"
                columns={columns}
                rows={storage.kinds}
                rowKey={(one) => one.kind ?? ''}
              />
            </div>
          </>
        )}
      </QueryPanel>
    </Section>
  );
}
