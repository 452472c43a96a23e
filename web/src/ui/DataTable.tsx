import type { ReactNode } from 'react';
import { cx } from './cx';

export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  align?: 'right';
  /** The head is spoken only. */
  hideHead?: boolean;
  /** Leaves first when the room gets small. */
  from?: 'sm' | 'md' | 'lg';
  className?: string;
}

interface DataTableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

const leave = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden' };

/** A small table, all rows drawn; long lists are virtual grids of their own. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  const place = (column: Column<Row>) =>
    cx(
      'px-3 py-2 first:pl-4 last:pr-4',
      column.align === 'right' ? 'text-right' : 'text-left',
      column.from && leave[column.from],
      column.className,
    );
  return (
    <table className="w-full border-collapse text-body">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.head}
              scope="col"
              className={cx(place(column), 'text-meta font-medium text-text3')}
            >
              {column.hideHead ? <span className="sr-only">{column.head}</span> : column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className="border-b border-line last:border-0 hover:bg-s2">
            {columns.map((column) => (
              <td key={column.head} className={place(column)}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
