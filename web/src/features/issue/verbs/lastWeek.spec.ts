import { expect, it } from 'vitest';
import { lastWeek, ringsOf } from './lastWeek';

const hour = 3_600_000;
const now = Date.parse('2026-11-24T10:00Z');
const hours = (at: Record<number, number>) => Array.from({ length: 168 }, (_, i) => at[i] ?? 0);

it('so many events bring it back as often as they came, the rest counts on', () => {
  expect(ringsOf(hours({ 3: 250, 90: 60 }), 100, 168)).toBe(2);
  expect(ringsOf(hours({ 3: 40, 90: 60 }), 100, 168)).toBe(1);
  expect(ringsOf(hours({}), 1, 168)).toBe(0);
});
it('a rate needs them together: what is far apart brings nothing back', () => {
  const apart = hours({ 3: 40, 90: 40 });
  expect(ringsOf(apart, 50, 24)).toBe(0);
  expect(ringsOf(hours({ 3: 30, 5: 30, 100: 55 }), 50, 24)).toBe(2);
});
it('is said in words, and not where the hours do not tell', () => {
  const week = hours({ 3: 250, 166: 7, 167: 4 });
  const snoozed = { status: 'snoozed' } as const;
  expect(lastWeek({ ...snoozed, snooze_event_threshold: 100 }, week, now)).toContain('come back 2 times');
  expect(lastWeek({ ...snoozed, snooze_event_threshold: 1000 }, week, now)).toContain('not once');
  expect(lastWeek({ ...snoozed, snooze_rate: { events: 10, minutes: 60 } }, week, now)).toContain('once');
  const until = new Date(now + 2 * hour).toISOString();
  expect(lastWeek({ ...snoozed, snooze_until: until }, week, now)).toContain('held back 11 events');
  const late = new Date(now + 400 * hour).toISOString();
  expect(lastWeek({ ...snoozed, snooze_until: late }, week, now)).toBeUndefined();
  expect(lastWeek({ ...snoozed, snooze_users: 5 }, week, now)).toBeUndefined();
});
