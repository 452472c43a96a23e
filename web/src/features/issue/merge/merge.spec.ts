import { expect, it } from 'vitest';
import {
  defaultSurvivor,
  fingerprintSentence,
  type Mergeable,
  moves,
  together,
  usersWords,
  warnings,
} from './merge';

const one = (change: Partial<Mergeable>): Mergeable => ({
  id: 'a',
  short_id: 'WEB-1',
  title: 'TypeError: x',
  type: 'TypeError',
  level: 'error',
  platform: 'javascript',
  status: 'open',
  event_count: 10,
  user_count: 4,
  first_seen: '2026-11-01T00:00:00Z',
  last_seen: '2026-11-02T00:00:00Z',
  jira_ticket_key: null,
  github_issue_number: null,
  trend: [1, 2],
  tags: [],
  ...change,
});
const other = one({
  id: 'b',
  short_id: 'WEB-2',
  event_count: 12,
  user_count: 3,
  first_seen: '2026-10-01T00:00:00Z',
  trend: [0, 5],
});

it('the issue with the most events stays, the older one of two alike', () => {
  expect(defaultSurvivor([one({}), other])).toBe('b');
  expect(defaultSurvivor([one({}), one({ id: 'c', first_seen: '2026-10-30T00:00:00Z' })])).toBe('c');
  expect(defaultSurvivor([])).toBeUndefined();
});
it('figures are added, people who may be the same are not', () => {
  const sum = together([one({}), other]);
  expect(sum).toMatchObject({ events: 22, first: other.first_seen, trend: [1, 7] });
  expect(usersWords(sum)).toBe('4 to 7 users');
  expect(usersWords(together([one({})]))).toBe('4 users');
});
it('other levels, platforms and a second ticket are warned of', () => {
  expect(warnings([one({}), other], one({}))).toEqual([]);
  const odd = one({ level: 'warning', platform: 'python', jira_ticket_key: 'PAY-1' });
  const said = warnings([one({ jira_ticket_key: 'PAY-2' }), odd], one({}));
  expect(said[0]).toBe('Their levels differ: error, warning. It goes on as error.');
  expect(said).toHaveLength(3);
});
it('what comes along is counted, and who gets later events is said', () => {
  expect(moves([one({ jira_ticket_key: 'PAY-2' })], 3)).toEqual(['3 comments', 'PAY-2']);
  expect(fingerprintSentence(3, one({}))).toBe('Future events with these 3 fingerprints come to WEB-1.');
  expect(fingerprintSentence(undefined, one({}))).toContain('any of their fingerprints');
});
