/** The views of a list: built-in ones are constants of the page, saved ones come from the server. */
import type { Answer } from '@/api/types';
import { type ColumnId, columnsOf } from './columns';
import { normal, withValues } from './queryTokens';

export type SavedView = Answer<'/views'>['items'][number];
export type Density = SavedView['density'];

export const sorts = [
  { value: 'last_seen', label: 'Last seen' },
  { value: 'first_seen', label: 'First seen' },
  { value: 'events', label: 'Events' },
  { value: 'users', label: 'Users' },
  { value: 'priority', label: 'Priority' },
  { value: 'trend', label: 'Trend' },
] as const;
export type Sort = (typeof sorts)[number]['value'];

export interface ListView {
  id: string;
  label: string;
  q: string;
  sort: Sort;
  /** undefined = as the reader prefers. */
  columns?: readonly ColumnId[];
  density?: Density;
  saved?: SavedView;
}

const OPEN = 'is:open,reopened';

/** `today` is a day of the server (UTC): "2026-11-24". */
export function builtIns(today: string): ListView[] {
  const sort = 'last_seen';
  return [
    { id: 'triage', label: 'Triage', q: `${OPEN} level:error,fatal assignee:me,none`, sort },
    { id: 'mine', label: 'Assigned to me', q: `${OPEN} assignee:me`, sort },
    { id: 'today', label: 'New today', q: `first:>=${today}`, sort: 'first_seen' },
    { id: 'reopened', label: 'Reopened', q: 'is:reopened', sort },
    { id: 'snoozed', label: 'Snoozed', q: 'is:snoozed', sort },
    { id: 'all', label: 'All', q: '', sort },
  ];
}

export function viewOfSaved(saved: SavedView): ListView {
  const sort = sorts.find((one) => one.value === saved.sort)?.value ?? 'last_seen';
  // What another client saved as a period is a token here.
  const q = saved.since === '' ? saved.q : withValues(saved.q, 'last', [`<${saved.since}`]);
  return {
    id: saved.id,
    label: saved.name,
    q: normal(q),
    sort,
    columns: columnsOf(saved.columns),
    density: saved.density,
    saved,
  };
}

/** What the address says; undefined = as the view has it. */
export interface ListAddress {
  view: string;
  q?: string;
  sort?: Sort;
  columns?: readonly ColumnId[];
  density?: Density;
}

/** An address with a query and no view means all issues; an empty one means triage. */
export function viewAt(address: ListAddress, views: readonly ListView[]): ListView | undefined {
  const id = address.view || (address.q === undefined ? 'triage' : 'all');
  return views.find((view) => view.id === id);
}

export interface ListState {
  q: string;
  sort: Sort;
  columns: readonly ColumnId[];
  density: Density;
}

export function stateOf(
  view: ListView,
  address: ListAddress,
  usual: Pick<ListState, 'columns' | 'density'>,
): ListState {
  return {
    q: address.q ?? view.q,
    sort: address.sort ?? view.sort,
    columns: address.columns ?? view.columns ?? usual.columns,
    density: address.density ?? view.density ?? usual.density,
  };
}

/** Does the screen differ from the view? Columns of a built-in one are the reader's own. */
export function isChanged(view: ListView, state: ListState): boolean {
  if (normal(state.q) !== normal(view.q) || state.sort !== view.sort) return true;
  if (!view.saved) return false;
  const same = columnsOf(view.columns).join() === columnsOf(state.columns).join();
  return !same || state.density !== view.density;
}
