/** Why an issue stands as it does, and until when. */
import type { Issue } from '@/api/types';
import { exact } from '@/lib/number';
import { duration, now, relative } from '@/lib/time';

export function statusLine(issue: Issue, at: number = now()): string {
  switch (issue.status) {
    case 'resolved': {
      const when = issue.resolved_at ? ` ${relative(issue.resolved_at, at)}` : '';
      if (issue.resolved_in_release) return `Resolved${when} in ${issue.resolved_in_release}`;
      const cooling = issue.cooldown_until !== null && Date.parse(issue.cooldown_until) > at;
      return cooling
        ? `Resolved${when}, events only count for ${duration(Date.parse(issue.cooldown_until!) - at)}`
        : `Resolved${when}, the next event reopens it`;
    }
    case 'snoozed': {
      if (issue.snooze_event_threshold !== null) {
        const left = issue.snooze_events_at_start + issue.snooze_event_threshold - issue.event_count;
        return `Snoozed, back after ${exact(Math.max(0, left))} more events`;
      }
      return issue.snooze_until ? `Snoozed, back ${relative(issue.snooze_until, at)}` : 'Snoozed';
    }
    case 'ignored':
      return 'Ignored, new events are only counted';
    case 'reopened':
      return issue.last_release ? `Reopened in ${issue.last_release}` : 'Reopened';
    default:
      return 'Open';
  }
}
