/** What Resolve and Snooze offer, in the words of the menu and of the wire. */
import { DAY, HOUR, MINUTE } from '@/lib/time';
import type { StatusChange } from './issue.queries';

export interface VerbChoice {
  label: string;
  hint?: string;
  change: StatusChange;
}

const MORNING = 9;
const minutes = (ms: number) => Math.max(1, Math.round(ms / MINUTE));

/** Minutes until nine o'clock of the next day, in the reader's zone. */
export function minutesToMorning(now: number): number {
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(MORNING, 0, 0, 0);
  return minutes(morning.getTime() - now);
}

export const cooldowns: readonly VerbChoice[] = [
  {
    label: 'Resolve, no cooldown',
    hint: 'The next event reopens it',
    change: { status: 'resolved', cooldown_minutes: 0 },
  },
  {
    label: 'Resolve, cooldown 2 hours',
    hint: 'Only counts for two hours',
    change: { status: 'resolved', cooldown_minutes: minutes(2 * HOUR) },
  },
  { label: 'Resolve, cooldown 2 days', change: { status: 'resolved', cooldown_minutes: minutes(2 * DAY) } },
  { label: 'Resolve, cooldown 1 week', change: { status: 'resolved', cooldown_minutes: minutes(7 * DAY) } },
];

export const resolves: readonly VerbChoice[] = [
  {
    label: 'In the next release',
    hint: 'Reopens when seen after it',
    change: { status: 'resolved', resolve_in: 'next' },
  },
  {
    label: 'In the latest release',
    hint: 'Older ones only count',
    change: { status: 'resolved', resolve_in: 'latest' },
  },
];

export const ignores: readonly VerbChoice[] = [
  {
    label: 'Until it escalates',
    hint: 'Comes back when far more events come than before',
    change: { status: 'ignored', until_escalates: true },
  },
  { label: 'For ever', hint: 'New events are only counted', change: { status: 'ignored' } },
];

const EVENTS = [10, 100, 1000];
const MORE_MOST = 1_000_000;

/** "≈ 4 h at today's rate", when there is a rate to go by. */
export function forecast(events: number, lastDay: number | undefined): string | undefined {
  if (!lastDay) return undefined;
  const hours = (events / lastDay) * 24;
  if (hours > MORE_MOST) return undefined;
  if (hours < 1) return `≈ ${Math.max(1, Math.round(hours * 60))} min at today's rate`;
  return hours < 48
    ? `≈ ${Math.round(hours)} h at today's rate`
    : `≈ ${Math.round(hours / 24)} d at today's rate`;
}

export function snoozes(now: number, lastDay?: number): { times: VerbChoice[]; counts: VerbChoice[] } {
  const time = (label: string, ms: number): VerbChoice => ({
    label,
    change: { status: 'snoozed', snooze_minutes: minutes(ms) },
  });
  return {
    times: [
      time('For 2 hours', 2 * HOUR),
      {
        label: 'Until tomorrow, 9:00',
        change: { status: 'snoozed', snooze_minutes: minutesToMorning(now) },
      },
      time('For 1 week', 7 * DAY),
    ],
    counts: EVENTS.map((events) => ({
      label: `Until ${events.toLocaleString()} more events`,
      hint: forecast(events, lastDay),
      change: { status: 'snoozed', snooze_event_threshold: events },
    })),
  };
}
