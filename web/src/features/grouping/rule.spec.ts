import { expect, test } from 'vitest';
import { bodyOf, emptyDraft, isWhole, type Preview, sentence, verdict } from './rule';

const rule = {
  ...emptyDraft,
  matchers: [
    { key: 'type', pattern: 'Timeout*', negate: false },
    { key: 'tags.plan', pattern: 'free', negate: true },
  ],
  fingerprint: ['timeouts'],
};

test('a rule is a sentence that one can check', () => {
  expect(sentence(rule)).toBe('error type is Timeout* and tag plan is not free → one issue, timeouts');
  expect(sentence({ ...rule, fingerprint: ['{{ type }}', 'x'] })).toMatch(
    /→ one issue for each {{ type }}, x$/,
  );
});

test('a rule with a gap is not sent, and empty lines leave', () => {
  expect(isWhole(emptyDraft)).toBe(false);
  expect(isWhole({ ...rule, fingerprint: ['', ' '] })).toBe(false);
  expect(isWhole({ ...rule, matchers: [{ key: 'tags.', pattern: 'x', negate: false }] })).toBe(false);
  expect(isWhole(rule)).toBe(true);
  expect(bodyOf({ ...rule, fingerprint: [' a ', ''] }).fingerprint).toEqual(['a']);
});

test('a preview says what would change, and what it looked at', () => {
  const none = { scanned_fingerprints: 3, scanned_events: 40, moving_events: 0, complete: true } as Preview;
  expect(verdict({ ...none, total_joins: 0, total_splits: 0 })).toBe(
    'Nothing would change among all 40 stored events.',
  );
  expect(verdict({ ...none, moving_events: 7, complete: false, total_joins: 1, total_splits: 2 })).toBe(
    '7 of the newest 40 stored events would be elsewhere: 1 issue comes together, 2 issues part.',
  );
});
