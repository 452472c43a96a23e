import { expect, it } from 'vitest';
import { entriesOf, sentence, threadsOf } from './activity';
import type { Activity, Comment } from './comment.queries';

const comment = (id: string, at: string, parent_id: string | null = null) =>
  ({ id, created_at: at, parent_id, body: id }) as unknown as Comment;
const activity = (action: string, at: string, change = {}) =>
  ({ id: at, action, created_at: at, old_value: null, new_value: null, ...change }) as unknown as Activity;

it('replies stand under what they answer, in their order', () => {
  const threads = threadsOf([
    comment('b', '2026-01-01T00:00:02Z', 'a'),
    comment('a', '2026-01-01T00:00:01Z'),
    comment('c', '2026-01-01T00:00:03Z', 'gone'),
  ]);
  expect(threads.map((one) => [one.comment.id, one.replies.map((reply) => reply.id)])).toEqual([
    ['a', ['b']],
    ['c', []],
  ]);
});
it('what was done and said is one stream, without saying a comment twice', () => {
  const entries = entriesOf(
    [activity('commented', '2026-01-01T00:00:02Z'), activity('first_seen', '2026-01-01T00:00:01Z')],
    [comment('a', '2026-01-01T00:00:02Z')],
  );
  expect(entries.map((one) => one.kind)).toEqual(['activity', 'thread']);
});
it('an action nobody wrote words for is told by its name', () => {
  expect(sentence(activity('status_changed', '', { new_value: 'resolved' }))).toBe(
    'changed the status to resolved',
  );
  expect(sentence(activity('jira_dreamt', ''))).toBe('jira dreamt');
});

it('what became of a ticket is told by its name and place', () => {
  const line = (action: string, new_value = '') => sentence(activity(action, '', { new_value }));
  expect(line('jira_linked', 'SHOP-7')).toBe('Has the ticket SHOP-7 in Jira');
  expect(line('github_linked', '#12')).toBe('Has the ticket #12 in GitHub');
  expect(line('gitlab_closed', '12')).toBe('GitLab closed #12');
  expect(line('gitea_reopened', '12')).toBe('Reopened #12 in Gitea');
  expect(line('jira_unlinked')).toBe('Let go its ticket in Jira');
});
