/** The columns of a list: which are chosen, and which still fit. */

export const columns = [
  { id: 'trend', label: '24 hours', width: 104 },
  { id: 'events', label: 'Events', width: 56 },
  { id: 'users', label: 'Users', width: 56 },
  { id: 'last_seen', label: 'Last seen', width: 68 },
  { id: 'priority', label: 'Priority', width: 52 },
  { id: 'assignee', label: 'Assignee', width: 28 },
] as const;

export type ColumnId = (typeof columns)[number]['id'];

export const usualColumns: readonly ColumnId[] = columns.map((column) => column.id);

/** What goes first when the room gets small; events and last seen stay. */
const leaving: readonly ColumnId[] = ['priority', 'users', 'trend', 'assignee'];

const GAP = 12;
/** Padding, checkbox and glyph. */
const EDGES = 48 + 20 + GAP + 20 + GAP;
const TITLE_LEAST = 340;

/** Names of a view, without what this page does not know; none = the usual ones. */
export function columnsOf(names: unknown): readonly ColumnId[] {
  const wanted = Array.isArray(names) ? names : [];
  const known = usualColumns.filter((id) => wanted.includes(id));
  return known.length > 0 ? known : usualColumns;
}

export function fitting(chosen: readonly ColumnId[], width: number): ColumnId[] {
  let left = columns.filter((column) => chosen.includes(column.id));
  const room = () => width - EDGES - left.reduce((sum, column) => sum + column.width + GAP, 0);
  for (const id of leaving) {
    if (room() >= TITLE_LEAST) break;
    left = left.filter((column) => column.id !== id);
  }
  return left.map((column) => column.id);
}

/** For grid-template-columns: checkbox, glyph, title, then the columns. */
export function template(shown: readonly ColumnId[], hasBox: boolean): string {
  const widths = columns.filter((column) => shown.includes(column.id)).map((column) => `${column.width}px`);
  return [...(hasBox ? ['20px'] : []), '20px', 'minmax(0,1fr)', ...widths].join(' ');
}
