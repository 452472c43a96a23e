import { expect, it } from 'vitest';
import { ApiError } from '@/api/errors';
import { titleParts } from './IssueRow';
import { listQuery } from './issue.queries';
import { refusal } from './QueryField';
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
  expect(listQuery({ project: 'shop', status: 'open', q: '' })).toEqual({
    limit: 50,
    cursor: '',
    status: 'open',
    sort: 'last_seen',
  });
  expect(listQuery({ mine: true, q: 'is:new' }, 'abc')).toMatchObject({
    cursor: 'abc',
    assigned_to: 'me',
    q: 'is:new',
  });
});
it('a query that is not understood is told with its word and the nearest', () => {
  const error = (body: Record<string, unknown>) => new ApiError('no such key', { status: 400, body });
  expect(refusal(error({ at: 3, len: 3, suggest: 'level' }), 'ä lvl:error')).toBe(
    'lvl: no such key. Did you mean level?',
  );
  expect(refusal(error({ suggest: null }), 'x')).toBe('no such key.');
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
