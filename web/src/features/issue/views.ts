/** The built-in views of a list: constants of the page. */
import type { IssueFilter } from './issue.queries';

export interface View {
  id: string;
  label: string;
  filter: Pick<IssueFilter, 'status' | 'level' | 'today' | 'mine'>;
  /** Which of the counts belongs to it. */
  count?: (counts: Counts) => number;
}

interface Counts {
  total: number;
  by_status: Record<string, number>;
  today: number;
  assigned_to_me: number;
}

const of = (status: string) => (counts: Counts) => counts.by_status[status] ?? 0;

export const views: readonly View[] = [
  {
    id: 'open',
    label: 'Open',
    filter: { status: 'open,reopened' },
    count: (counts) => of('open')(counts) + of('reopened')(counts),
  },
  { id: 'mine', label: 'Assigned to me', filter: { mine: true }, count: (counts) => counts.assigned_to_me },
  { id: 'today', label: 'New today', filter: { today: true }, count: (counts) => counts.today },
  { id: 'reopened', label: 'Reopened', filter: { status: 'reopened' }, count: of('reopened') },
  { id: 'snoozed', label: 'Snoozed', filter: { status: 'snoozed' }, count: of('snoozed') },
  { id: 'resolved', label: 'Resolved', filter: { status: 'resolved' }, count: of('resolved') },
  { id: 'all', label: 'All', filter: {}, count: (counts) => counts.total },
];

export function viewOf(id: string): View {
  return views.find((view) => view.id === id) ?? views[0]!;
}

export const levels = [
  { value: '', label: 'All levels' },
  { value: 'errors', label: 'Errors and fatal' },
  { value: 'errors_w', label: 'Errors and warnings' },
  { value: 'informational', label: 'Warning and below' },
] as const;

export const sorts = [
  { value: 'last_seen', label: 'Last seen' },
  { value: 'first_seen', label: 'First seen' },
  { value: 'events', label: 'Events' },
  { value: 'users', label: 'Users' },
] as const;
