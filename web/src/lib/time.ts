/** Dates and durations by Intl only; "now" is the server's. */

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Skews below this are the network's, not the clock's. */
const SKEW_MIN = 2 * SECOND;

let skew = 0;

export function setServerClock(iso: string): void {
  const difference = Date.parse(iso) - Date.now();
  skew = Math.abs(difference) >= SKEW_MIN ? difference : 0;
}
export function now(): number {
  return Date.now() + skew;
}

const full = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' },
});
const dayMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** "24 Nov 2026, 03:41:12 UTC" in the reader's locale and zone. */
export function absolute(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : full.format(at);
}
export function timeOfDay(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : clock.format(at);
}
export function shortDate(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : dayYear.format(at);
}

/** "12 s", "3 min", "2 h", "5 d", then "3 Mar" or "3 Mar 2025". No "ago": the column says it. */
export function age(iso: string, at: number = now()): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return '–';
  const passed = Math.max(0, at - then);
  if (passed < MINUTE) return `${Math.floor(passed / SECOND)} s`;
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  if (passed < 4 * WEEK) return `${Math.floor(passed / DAY)} d`;
  const sameYear = new Date(then).getFullYear() === new Date(at).getFullYear();
  return (sameYear ? dayMonth : dayYear).format(then);
}
/** "12 s ago", "in 3 d", "on 3 Mar". */
export function relative(iso: string, at: number = now()): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return 'never';
  if (then > at + SECOND) return `in ${duration(then - at)}`;
  if (at - then >= 4 * WEEK) return `on ${age(iso, at)}`;
  return `${age(iso, at)} ago`;
}
/** "0:42", "3 min", "2 h", "5 d". */
export function duration(ms: number): string {
  if (ms < MINUTE) return `${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.round(ms / HOUR)} h`;
  return `${Math.round(ms / DAY)} d`;
}
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
