import { expect, it } from 'vitest';
import { titleParts } from './IssueRow';
import { listQuery } from './issue.queries';
import { patchOf } from './useIssueNews';
import { viewOf, views } from './views';

it('a title is split into type and message', () => {
  expect(titleParts({ title: 'TypeError: x is null', type: 'TypeError' })).toEqual({
    type: 'TypeError',
    message: 'x is null',
  });
  expect(titleParts({ title: 'hello', type: '' })).toEqual({ type: 'hello', message: '' });
  expect(titleParts({ title: 'TypeError', type: 'TypeError' })).toEqual({ type: 'TypeError', message: '' });
});
it('only filters that are set are sent', () => {
  expect(listQuery({ project: 'shop', status: 'open', search: '' })).toEqual({
    limit: 50,
    cursor: '',
    status: 'open',
    sort: 'last_seen',
  });
  expect(listQuery({ mine: true }, 'abc')).toMatchObject({ cursor: 'abc', assigned_to: 'me' });
});
it('an unknown view is the first one', () => {
  expect(viewOf('nonsense')).toBe(views[0]);
});
it('the stream changes figures and nothing else', () => {
  const patch = patchOf({
    event: 'issue',
    topic: 'issues:1',
    patch: { event_count: 7, followed: true, id: 'other' },
  });
  expect(patch).toEqual({ event_count: 7 });
});
