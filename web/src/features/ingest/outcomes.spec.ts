import { expect, it } from 'vitest';
import type { Outcome } from '@/api/types';
import { categoryWord, outcomeWord, perStep, reasonWord, sums } from './outcomes';

const HOUR = 3_600_000;
const at = (hour: number) => `2026-11-24T${String(hour).padStart(2, '0')}:00:00Z`;
const one = (change: Partial<Outcome>): Outcome =>
  ({ at: at(10), category: 'error', outcome: 'accepted', quantity: 1, ...change }) as Outcome;

it('figures of hours add up over the span, the largest first', () => {
  const items = [
    one({ quantity: 2 }),
    one({ at: at(11), quantity: 3 }),
    one({ outcome: 'filtered', reason: 'localhost', quantity: 9 }),
  ];
  expect(sums(items).map(({ outcome, reason, quantity }) => [outcome, reason, quantity])).toEqual([
    ['filtered', 'localhost', 9],
    ['accepted', '', 5],
  ]);
});
it('hours without anything are drawn as nothing', () => {
  const items = [one({ at: at(8), quantity: 4 }), one({ at: at(10), quantity: 1 })];
  expect(perStep(items, at(7), '2026-11-24T10:30:00Z', HOUR)).toEqual([0, 4, 0, 1]);
});
it('what nobody named is shown as it is', () => {
  expect(outcomeWord('thinned')).toBe('Counted, body not kept');
  expect(reasonWord('own_reason')).toBe('own reason');
  expect(reasonWord(undefined)).toBe('');
  expect(categoryWord('monitor')).toBe('check-ins');
  expect(categoryWord('own_kind')).toBe('own kind');
});
