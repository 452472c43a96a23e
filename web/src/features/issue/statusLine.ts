/** Why an issue stands as it does, and until when. */
import type { Issue } from '@/api/types';
import { exact } from '@/lib/number';
import { duration, now, relative } from '@/lib/time';

const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

function per(minutes: number): string {
  if (minutes === HOUR_MIN) return 'an hour';
  if (minutes === DAY_MIN) return 'a day';
  return minutes % HOUR_MIN === 0 ? `${minutes / HOUR_MIN} hours` : `${exact(minutes)} minutes`;
}

function resolvedUntil(issue: Issue, at: number): string {
  const target: unknown = issue.resolve_in;
  if (target === 'next') return 'Reopens when seen after the next release';
  if (typeof target === 'object' && target !== null && 'commit' in target) {
    return `Reopens when seen in a release with commit ${String(target.commit).slice(0, 7)}`;
  }
  if (issue.resolved_in_release) return `Reopens when seen in a release after ${issue.resolved_in_release}`;
  const cooling = issue.cooldown_until ? Date.parse(issue.cooldown_until) - at : 0;
  if (cooling > 0) return `Events only count for ${duration(cooling)}, then the next one reopens it`;
  return 'The next event reopens it';
}

function snoozedUntil(issue: Issue, at: number): string {
  const rate = issue.snooze_rate as { events: number; minutes: number } | null;
  if (rate) return `Back at ${exact(rate.events)} events in ${per(rate.minutes)}`;
  if (issue.snooze_users) return `Back after ${exact(issue.snooze_users)} more users`;
  if (issue.snooze_event_threshold !== null) {
    const left = issue.snooze_events_at_start + issue.snooze_event_threshold - issue.event_count;
    return `Back after ${exact(Math.max(0, left))} more events`;
  }
  return issue.snooze_until ? `Back ${relative(issue.snooze_until, at)}` : 'Comes back by itself';
}

/** What ends the state: a sentence without its stop. Open issues have none. */
export function comesBack(issue: Issue, at: number = now()): string {
  if (issue.status === 'resolved') return resolvedUntil(issue, at);
  if (issue.status === 'snoozed') return snoozedUntil(issue, at);
  if (issue.status !== 'ignored') return '';
  return issue.until_escalates
    ? 'New events are only counted, until it escalates'
    : 'New events are only counted';
}

/** "≈ in 4 h at today's rate", when the server can tell. */
export function forecastWords(issue: Issue, at: number = now()): string {
  const { by, ends_at } = issue.forecast;
  if (issue.status !== 'snoozed' || by === 'time' || !ends_at || Date.parse(ends_at) <= at) return '';
  return ` (≈ ${relative(ends_at, at)} at today's rate)`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export function statusLine(issue: Issue, at: number = now()): string {
  switch (issue.status) {
    case 'resolved': {
      const when = issue.resolved_at ? ` ${relative(issue.resolved_at, at)}` : '';
      const where = issue.resolved_in_release ? ` in ${issue.resolved_in_release}` : '';
      return `Resolved${when}${where}, ${lower(comesBack(issue, at))}`;
    }
    case 'snoozed':
      return `Snoozed, ${lower(comesBack(issue, at))}${forecastWords(issue, at)}`;
    case 'ignored':
      return `Ignored, ${lower(comesBack(issue, at))}`;
    case 'reopened':
      return issue.last_release ? `Reopened in ${issue.last_release}` : 'Reopened';
    default:
      return 'Open';
  }
}
