import { expect, test } from 'vitest';
import { appliedWords, bodyOf, emptyDraft, isWhole, type Preview, sentence, verdict } from './rule';

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

test('a job that grouped anew says what it did, what it left, and whether it came to its end', () => {
  const none = { repointed: 0, moved_events: 0, counted_only: 0, left: 0, complete: true };
  expect(appliedWords(none, true)).toBe('Nothing was moved.');
  expect(appliedWords({ ...none, repointed: 1, moved_events: 2 }, true)).toBe(
    '1 fingerprint changed its issue, 2 events parted from their issues.',
  );
  expect(appliedWords({ ...none, repointed: 3, counted_only: 9, left: 1, complete: false }, true)).toBe(
    '3 fingerprints changed their issues. 9 events without a body stayed where they were counted. 1 fingerprint could not be moved: an issue is full or discarded. There is more: apply again.',
  );
  expect(appliedWords({ ...none, complete: false }, false)).toMatch(/stopped before the end\.$/);
});
