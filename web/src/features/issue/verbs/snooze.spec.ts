import { expect, it } from 'vitest';
import { type SnoozeDraft, snoozeForecast, snoozeOf } from './snooze';

const now = Date.parse('2026-11-24T10:00:00Z');
const draft = (change: Partial<SnoozeDraft>): SnoozeDraft => ({
  kind: 'events',
  until: '',
  count: '50',
  minutes: 60,
  ...change,
});
const rates = { eventsPerDay: 240, usersPerDay: 10 };

it('what cannot be meant is not sent', () => {
  for (const count of ['', '0', '-1', '1.5', '1000001', 'many'])
    expect(snoozeOf(draft({ count }), now)).toBeUndefined();
  expect(snoozeOf(draft({ kind: 'until', until: '2026-11-24T09:00Z' }), now)).toBeUndefined();
  expect(snoozeOf(draft({ kind: 'until', until: '' }), now)).toBeUndefined();
});
it('every kind becomes its own field of the wire', () => {
  expect(snoozeOf(draft({}), now)).toEqual({ status: 'snoozed', snooze_event_threshold: 50 });
  expect(snoozeOf(draft({ kind: 'users' }), now)).toEqual({ status: 'snoozed', snooze_users: 50 });
  expect(snoozeOf(draft({ kind: 'rate' }), now)).toEqual({
    status: 'snoozed',
    snooze_rate: { events: 50, minutes: 60 },
  });
});
it('the forecast goes by the rate of today, and says when a rate is exceeded already', () => {
  const say = (change: Partial<SnoozeDraft>) => snoozeForecast(snoozeOf(draft(change), now)!, rates, now);
  expect(say({})).toBe("≈ 5 h at today's rate of 240 events a day.");
  expect(say({ kind: 'users', count: '20' })).toBe("≈ 2 d at today's rate of 10 users a day.");
  expect(say({ kind: 'rate', count: '5' })).toContain('come back at once');
  expect(say({ kind: 'rate', count: '11' })).toContain('when it grows');
  expect(say({ kind: 'until', until: '2026-11-25T10:00Z' })).toContain('≈ 240 events will only be counted');
  expect(snoozeForecast({ status: 'snoozed', snooze_users: 5 }, { ...rates, usersPerDay: 0 }, now)).toContain(
    'may take long',
  );
});
