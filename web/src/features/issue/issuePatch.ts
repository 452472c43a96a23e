import type { IssueListItem } from '@/api/types';
import type { LiveMessage } from '@/live';

const figures = new Set([
  ...['title', 'level', 'status', 'event_count', 'user_count', 'last_seen'],
  ...['assigned_to', 'priority'],
]);

/** Only what the stream may change, so that a stray key never lands in a row. */
export function patchOf(message: LiveMessage): Partial<IssueListItem> {
  const known = Object.entries(message.patch ?? {}).filter(([key]) => figures.has(key));
  return Object.fromEntries(known) as Partial<IssueListItem>;
}
