import { expect, it } from 'vitest';
import type { IssueListItem } from '@/api/types';
import { decisionOf, handOver } from './sweep';

const was = {
  id: 'i1',
  short_id: 'WEB-1',
  title: 'TypeError: x',
  status: 'open',
  assigned_to: null,
} as unknown as IssueListItem;
const nameOf = () => 'Jane';
const one = (now: object | undefined, why = '') => ({
  ...{ was, why, href: 'http://x/WEB-1' },
  now: now && { ...was, ...now },
});

it('a decision is what differs from the beginning: what was undone is none', () => {
  expect(decisionOf(one({}), nameOf)).toBeUndefined();
  expect(decisionOf(one({ status: 'resolved' }), nameOf)).toBe('Resolved');
  expect(decisionOf(one({ status: 'snoozed', assigned_to: 'u' }), nameOf)).toBe('Snoozed, assigned to Jane');
  expect(decisionOf(one({ assigned_to: 'u' }), nameOf)).toBe('Assigned to Jane');
  expect(decisionOf(one(undefined), nameOf)).toBe('Deleted');
});

it('the note names what was decided and why, and what was left; texts stay texts', () => {
  const hostile = { ...was, id: 'i2', short_id: 'WEB-2', title: '[x](javascript:1) <b>\n# no heading' };
  const note = handOver(
    'shop',
    [one({ status: 'ignored' }, 'a bot'), { was: hostile, now: hostile, why: '', href: 'http://x/WEB-2' }],
    nameOf,
    '2026-11-29T10:00:00Z',
  );
  expect(note).toContain('2 issues looked at, 1 decided.');
  expect(note).toContain(
    '- **Ignored** [WEB-1](http://x/WEB-1) TypeError: x (New events are only counted): a bot',
  );
  expect(note).toContain(
    'Left as they are:\n\n- [WEB-2](http://x/WEB-2) \\[x\\](javascript:1) \\<b\\> \\# no heading',
  );
});
