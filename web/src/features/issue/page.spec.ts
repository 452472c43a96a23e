import { expect, it } from 'vitest';
import type { Issue } from '@/api/types';
import { statusLine } from './statusLine';
import { forecast, minutesToMorning, snoozes } from './verbChoices';

const at = Date.parse('2026-11-24T10:00:00Z');
const issue = (change: Partial<Issue>) =>
  statusLine(
    {
      resolved_at: null,
      cooldown_until: null,
      resolved_in_release: null,
      snooze_until: null,
      snooze_event_threshold: null,
      snooze_events_at_start: 0,
      event_count: 0,
      forecast: { by: '', ends_at: null, events_per_day: 0 },
      ...change,
    } as Issue,
    at,
  );

it('the status says why and until when', () => {
  const resolved_at = '2026-11-24T09:00:00Z';
  expect(issue({ status: 'resolved', resolved_at })).toBe('Resolved 1 h ago, the next event reopens it');
  expect(issue({ status: 'resolved', resolved_at, resolved_in_release: '2.4.1' })).toBe(
    'Resolved 1 h ago in 2.4.1, reopens when seen in a release after 2.4.1',
  );
  expect(issue({ status: 'resolved', cooldown_until: '2026-11-24T12:00:00Z' })).toBe(
    'Resolved, events only count for 2 h, then the next one reopens it',
  );
  expect(
    issue({ status: 'snoozed', snooze_event_threshold: 10, snooze_events_at_start: 5, event_count: 8 }),
  ).toBe('Snoozed, back after 7 more events');
});
it('tomorrow at nine is between nine and thirty-three hours away', () => {
  const minutes = minutesToMorning(new Date(2026, 10, 24, 8, 0).getTime());
  expect(minutes).toBe(25 * 60);
});
it('a snooze by count says how long that is, when there is a rate', () => {
  expect(forecast(100, 600)).toBe("≈ 4 h at today's rate");
  expect(forecast(10, 2400)).toBe("≈ 6 min at today's rate");
  expect(forecast(1000, 0)).toBeUndefined();
  expect(snoozes(at).counts.map((one) => one.change.snooze_event_threshold)).toEqual([10, 100, 1000]);
});
