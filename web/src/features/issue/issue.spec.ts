import { expect, it } from 'vitest';
import { listQuery } from './issue.queries';
import { patchOf } from './issuePatch';
import { titleParts } from './issueTitle';

it('a title is split into type and message', () => {
  expect(titleParts({ title: 'TypeError: x is null', type: 'TypeError' })).toEqual({
    type: 'TypeError',
    message: 'x is null',
  });
  expect(titleParts({ title: 'hello', type: '' })).toEqual({ type: 'hello', message: '' });
  expect(titleParts({ title: 'TypeError', type: 'TypeError' })).toEqual({ type: 'TypeError', message: '' });
});
it('only filters that are set are sent', () => {
  expect(listQuery({ project: 'shop', q: '' })).toEqual({ limit: 50, cursor: '', sort: 'last_seen' });
  expect(listQuery({ q: 'is:new', sort: 'users' }, 'abc')).toEqual({
    limit: 50,
    cursor: 'abc',
    q: 'is:new',
    sort: 'users',
  });
});
it('the stream changes figures and nothing else', () => {
  const patch = patchOf({
    event: 'issue',
    topic: 'issues:1',
    patch: { event_count: 7, followed: true, id: 'other' },
  });
  expect(patch).toEqual({ event_count: 7 });
});
