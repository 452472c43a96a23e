import { expect, it } from 'vitest';
import {
  type Fingerprint,
  howWords,
  leftOutWords,
  sizeWords,
  unmergeWords,
  wouldMove,
} from './groupingWords';

const one = (change: Partial<Fingerprint>) =>
  ({ hash: 'aa', hash_now: 'aa', event_count: 12, stored_count: 12, ...change }) as Fingerprint;

it('what is stored is told apart from what was only counted', () => {
  expect(sizeWords(one({}))).toBe('12 events');
  expect(sizeWords(one({ stored_count: 1 }))).toBe('12 events, 1 event stored');
});
it('one fingerprint has to stay, and at least one has to go', () => {
  const all = [one({}), one({ hash: 'bb' })];
  expect(unmergeWords([], all)).toBeUndefined();
  expect(unmergeWords(all, all)).toBeUndefined();
  expect(unmergeWords(all.slice(0, 1), all)).toBe('Take out 1 fingerprint');
});
it('a rule that changed since is noticed, a lost body is not mistaken for it', () => {
  expect(wouldMove(one({}))).toBe(false);
  expect(wouldMove(one({ hash_now: undefined }))).toBe(false);
  expect(wouldMove(one({ hash_now: 'cc' }))).toBe(true);
});
it('reasons nobody wrote words for are told by their names', () => {
  expect(howWords('moon_phase')).toBe('They were grouped by moon phase');
  expect(howWords(undefined)).toContain('not known');
  expect(leftOutWords('not_in_app')).toBe('not of the app');
  expect(leftOutWords(undefined)).toBe('');
});
