import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { ServerError } from '@/api/QueryPanel';
import { Button } from '@/ui/Button';
import { type Column, DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Skeleton } from '@/ui/Skeleton';

interface Pages<Row> {
  pages: { items: Row[] }[];
}

interface PagedTableProps<Row> {
  query: UseInfiniteQueryResult<Pages<Row>, unknown>;
  caption: string;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** What an empty list means. */
  empty: string;
}

/** A table that grows by pages. */
export function PagedTable<Row>({ query, caption, columns, rowKey, empty }: PagedTableProps<Row>) {
  const rows = query.data?.pages.flatMap((page) => page.items);
  if (!rows) {
    return query.error ? (
      <ServerError
        error={query.error}
        what={`${caption} could not be read`}
        onRetry={() => void query.refetch()}
      />
    ) : (
      <Skeleton className="h-48" />
    );
  }
  if (rows.length === 0) return <EmptyState title={empty} />;
  return (
    <>
      <div className="-mx-4 overflow-x-auto">
        <DataTable caption={caption} columns={columns} rows={rows} rowKey={rowKey} />
      </div>
      {query.hasNextPage && (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
