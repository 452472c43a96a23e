/** A snooze of one's own making: what is typed, as the wire wants it, and what it will come to. */
import { exact } from '@/lib/number';
import { DAY, duration, HOUR, MINUTE } from '@/lib/time';
import type { StatusChange } from '../issue.queries';

export const snoozeKinds = [
  { value: 'until', label: 'Until a time' },
  { value: 'events', label: 'More events' },
  { value: 'rate', label: 'Events per time' },
  { value: 'users', label: 'New users' },
] as const;
export type SnoozeKind = (typeof snoozeKinds)[number]['value'];

export interface SnoozeDraft {
  kind: SnoozeKind;
  /** datetime-local, in the reader's zone. */
  until: string;
  count: string;
  minutes: number;
}

export const windows = [
  { value: String(HOUR / MINUTE), label: 'an hour' },
  { value: String(DAY / MINUTE), label: 'a day' },
  { value: String((7 * DAY) / MINUTE), label: 'a week' },
] as const;

const COUNT_MOST = 1_000_000;

/** undefined while it cannot be sent. */
export function snoozeOf(draft: SnoozeDraft, now: number): StatusChange | undefined {
  if (draft.kind === 'until') {
    const at = Date.parse(draft.until);
    return at > now ? { status: 'snoozed', snooze_until: new Date(at).toISOString() } : undefined;
  }
  const n = Number(draft.count);
  if (!Number.isInteger(n) || n < 1 || n > COUNT_MOST) return undefined;
  if (draft.kind === 'events') return { status: 'snoozed', snooze_event_threshold: n };
  if (draft.kind === 'users') return { status: 'snoozed', snooze_users: n };
  return { status: 'snoozed', snooze_rate: { events: n, minutes: draft.minutes } };
}

export interface Rates {
  eventsPerDay: number;
  /** Over the life of the issue. */
  usersPerDay: number;
}

function atRate(n: number, perDay: number, what: string): string {
  if (perDay <= 0) return `No ${what} came in the last day: it may take long.`;
  return `≈ ${duration((n / perDay) * DAY)} at today's rate of ${exact(Math.ceil(perDay))} ${what} a day.`;
}

/** When it will end, and whether it would end at once. */
export function snoozeForecast(change: StatusChange, rates: Rates, now: number): string {
  if (change.snooze_until) {
    const length = Date.parse(change.snooze_until) - now;
    const due = Math.round((length / DAY) * rates.eventsPerDay);
    return `For ${duration(length)}; ≈ ${exact(due)} events will only be counted at today's rate.`;
  }
  if (change.snooze_event_threshold)
    return atRate(change.snooze_event_threshold, rates.eventsPerDay, 'events');
  if (change.snooze_users) return atRate(change.snooze_users, rates.usersPerDay, 'users');
  const { events, minutes } = change.snooze_rate!;
  const usual = (rates.eventsPerDay * minutes * MINUTE) / DAY;
  return usual >= events
    ? `Today's rate is already higher (≈ ${exact(Math.round(usual))}): it would come back at once.`
    : `Today's rate is ≈ ${exact(Math.round(usual))} in that time: it comes back when it grows.`;
}
