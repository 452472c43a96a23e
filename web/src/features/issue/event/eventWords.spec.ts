import { expect, it } from 'vitest';
import { countedWords, goneWords, ordinalWords } from './eventWords';

const step = { ordinal: 3, total: 12, stored: 4020, counted: 12311 };

it('the ordinal is one of those that are stepped through', () => {
  expect(ordinalWords(step, false)).toBe('Event 3 of 4,020');
  expect(ordinalWords(step, true)).toBe('Event 3 of 12 found');
  expect(ordinalWords({ ...step, ordinal: null, total: null }, true)).toBe('Event many found');
});
it('counted and stored are told apart only where they differ', () => {
  expect(countedWords(step)).toBe(' stored · 12,311 counted');
  expect(countedWords({ ...step, counted: 4020 })).toBe('');
  expect(goneWords(step)).toContain('12,311 counted, 4,020 stored');
});
