import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { afterReset, afterSave, bodiesOf, changesOf, type Draft, draftOf, newSecret } from './connection';
import type { Connection } from './tracker.queries';
import { ticketName, trackerOf, trackers } from './trackers';

const stored = (tracker: string, change: Partial<Connection> = {}): Connection => ({
  tracker,
  title: tracker,
  configured: true,
  base_url: '',
  email: '',
  project: '',
  issue_type: '',
  owner: '',
  repo: '',
  labels: '',
  token_set: true,
  webhook_secret_set: false,
  closed_resolves: false,
  reopen_reopens: false,
  poll_minutes: 0,
  version: 3,
  ...change,
});

function edited(
  connection: Connection,
  change: Partial<Omit<Draft, 'texts'>> & { texts?: Partial<Draft['texts']> },
) {
  const draft = draftOf(connection);
  const next = { ...draft, ...change, texts: { ...draft.texts, ...change.texts } };
  const tracker = trackerOf(connection.tracker)!;
  return {
    changes: changesOf(tracker, next, connection),
    ...bodiesOf(tracker, next, connection),
  };
}

test('each tracker needs here what it needs on the server', () => {
  for (const { kind, fields } of trackers) {
    const source = readFileSync(`../src/feature/tracker/tracker_${kind}.c`, 'utf8');
    const row = /needs\[\] = \{([^}]+)\}/.exec(source)![1]!;
    const needs = [...row.matchAll(/"(\w+)"/g)].map(([, name]) => name).filter((name) => name !== 'token');
    expect(
      fields
        .filter(({ required }) => required)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(needs.sort());
  }
});

test('nothing changed is nothing sent', () => {
  for (const { kind } of trackers) expect(edited(stored(kind), {})).toEqual({ changes: [] });
});

test("Jira's texts and token go to the project, its switches beside it", () => {
  const jira = stored('jira', { base_url: 'https://a.test', issue_type: 'Bug' });
  expect(edited(jira, { texts: { project: ' SHOP ' }, token: 'new' })).toEqual({
    changes: ['project key', 'token'],
    own: { jira_project_key: 'SHOP', jira_api_token: 'new' },
  });
  const both = edited(jira, { texts: { base_url: '' }, closed_resolves: true, secret: 's' });
  expect(both.own).toEqual({ jira_base_url: '' });
  expect(both.beside).toEqual({
    closed_resolves: true,
    reopen_reopens: false,
    poll_minutes: 0,
    webhook_secret: 's',
    version: 3,
  });
});

test('a type that is emptied stays: the server keeps it', () => {
  expect(edited(stored('jira', { issue_type: 'Task' }), { texts: { issue_type: '' } })).toEqual({
    changes: [],
  });
});

test('what is replaced as a whole is sent as a whole', () => {
  const gitea = stored('gitea', {
    base_url: 'https://g.test/api/v1',
    owner: 'shop',
    repo: 'web',
    labels: 'bug',
  });
  expect(draftOf(gitea).texts.base_url).toBe('https://g.test');
  expect(edited(gitea, { texts: { labels: '' }, poll_minutes: '15' }).beside).toEqual({
    base_url: 'https://g.test',
    owner: 'shop',
    repo: 'web',
    labels: '',
    closed_resolves: false,
    reopen_reopens: false,
    poll_minutes: 15,
    version: 3,
  });
});

test('a secret is taken away where it stands', () => {
  expect(edited(stored('github'), { dropsToken: true })).toEqual({
    changes: ['token'],
    own: { clear: ['github_token'] },
  });
  const gitlab = edited(stored('gitlab'), { dropsToken: true, dropsSecret: true });
  expect(gitlab.own).toBeUndefined();
  expect(gitlab.beside).toMatchObject({ clear: ['token', 'webhook_secret'] });
  expect(edited(stored('gitlab'), { dropsToken: true, token: 'new' }).beside).not.toHaveProperty('clear');
});

test('a secret made here is long, and another each time', () => {
  expect(newSecret()).toMatch(/^[0-9a-f]{48}$/);
  expect(newSecret()).not.toBe(newSecret());
});

test('a ticket is called as its people call it', () => {
  expect([ticketName('jira', 'SHOP-1'), ticketName('github', '12')]).toEqual(['SHOP-1', '#12']);
});

test('what was saved is no change any more, also where the server writes it its own way', () => {
  const gitea = trackerOf('gitea')!;
  const was = stored('gitea', { base_url: 'https://a.test/api/v1' });
  const sent = { ...draftOf(was), secret: 'made', made: 'made', token: 'new' };
  sent.texts = { ...sent.texts, base_url: 'https://git.test/' };
  const now = stored('gitea', { base_url: 'https://git.test/api/v1', version: 4 });
  const next = afterSave(sent, sent, now);
  expect(changesOf(gitea, next, now)).toEqual([]);
  expect(next).toMatchObject({ token: '', secret: '', made: 'made' });
  const typed = { ...sent, texts: { ...sent.texts, owner: 'later' } };
  expect(afterSave(typed, sent, now).texts.owner).toBe('later');
});

test('a secret that was made and not saved is gone with a reset; one that was saved is shown on', () => {
  const was = stored('gitea');
  const draft = { ...draftOf(was), secret: 'made', made: 'made' };
  expect(afterReset(draft, was).made).toBe('');
  expect(afterReset({ ...draft, secret: '' }, was).made).toBe('made');
});
