/** What a snooze would have done in the last seven days, by the events of each hour. */
import { count } from '@/lib/number';
import { HOUR, MINUTE } from '@/lib/time';
import type { StatusChange } from '../issue.queries';

const MINUTES = HOUR / MINUTE;

/** How often it would have come back, snoozed anew each time, when `window` hours have `events`. */
export function ringsOf(hours: readonly number[], events: number, window: number): number {
  let rings = 0;
  let from = 0;
  for (let at = 0; at < hours.length; at++) {
    let sum = 0;
    for (let i = Math.max(from, at - window + 1); i <= at; i++) sum += hours[i]!;
    // A busy hour brings it back more than once when every so many events do.
    const times = window >= hours.length ? Math.floor(sum / events) : Number(sum >= events);
    if (times === 0) continue;
    rings += times;
    from = at + 1;
  }
  return rings;
}

const times = (n: number) => (n === 0 ? 'not once' : n === 1 ? 'once' : count(n, 'time'));

/** In words; undefined where the hours do not tell: new users are not counted by them. */
export function lastWeek(change: StatusChange, hours: readonly number[], now: number): string | undefined {
  if (change.snooze_until) {
    const length = Math.ceil((Date.parse(change.snooze_until) - now) / HOUR);
    if (length > hours.length) return undefined;
    const held = hours.slice(-length).reduce((sum, n) => sum + n, 0);
    return `As long a time until now would have held back ${count(held, 'event')}.`;
  }
  if (change.snooze_event_threshold) {
    const rings = ringsOf(hours, change.snooze_event_threshold, hours.length);
    return `In the last 7 days it would have come back ${times(rings)}.`;
  }
  if (!change.snooze_rate) return undefined;
  const window = Math.max(1, Math.round(change.snooze_rate.minutes / MINUTES));
  const rings = ringsOf(hours, change.snooze_rate.events, Math.min(window, hours.length - 1));
  return `In the last 7 days it would have come back ${times(rings)}.`;
}
