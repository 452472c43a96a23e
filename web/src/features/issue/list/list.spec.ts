import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/errors';
import { columnsOf, fitting, template, usualColumns } from './columns';
import { sectionsOf } from './filterSections';
import { loosest } from './IssueEmpty';
import { newsWords } from './NewsPill';
import { refusal, sendable } from './QueryField';
import {
  chipsOf,
  mended,
  normal,
  quoted,
  refusedToken,
  toggled,
  tokensOf,
  valuesOf,
  without,
  withValues,
  wordsOf,
} from './queryTokens';
import { swipeOf } from './useSwipe';
import { builtIns, isChanged, type SavedView, stateOf, viewAt, viewOfSaved } from './views';

describe('tokens', () => {
  it('are apart at blanks, but not inside quotation marks', () => {
    const q = 'level:error "two words" !tag:url:https://x:1 user:"a \\" b" plain';
    expect(tokensOf(q).map((token) => token.text)).toEqual([
      'level:error',
      '"two words"',
      '!tag:url:https://x:1',
      'user:"a \\" b"',
      'plain',
    ]);
    expect(chipsOf(q).map(({ key, negated }) => [key, negated])).toEqual([
      ['level', false],
      ['tag:url', true],
      ['user', false],
    ]);
    expect(wordsOf(q)).toBe('"two words" plain');
  });
  it('are the same query whatever the order of words and blanks', () => {
    expect(normal('  cart  level:error ')).toBe(normal('level:error cart'));
  });
  it('values are lists, quoted where they need to be', () => {
    expect(valuesOf('user:"Ana, Lund",bo level:error', 'user')).toEqual(['Ana, Lund', 'bo']);
    expect(quoted('a b')).toBe('"a b"');
    expect(quoted('say "x"')).toBe('"say \\"x\\""');
    expect(toggled('is:open cart', 'level', 'error')).toBe('is:open level:error cart');
    expect(toggled('level:error is:open', 'level', 'fatal')).toBe('level:error,fatal is:open');
    expect(toggled('level:error is:open', 'level', 'error')).toBe('is:open');
    expect(withValues('!level:debug', 'level', ['error'])).toBe('!level:debug level:error');
    expect(toggled('tag:level:x', 'tag:level', 'y')).toBe('tag:level:x,y');
  });
  it('one can be taken out', () => {
    const q = 'is:open env:prod cart';
    expect(without(q, tokensOf(q)[1]!)).toBe('is:open cart');
  });
  it('the one the server stumbled over is found by bytes, and mended', () => {
    expect(refusedToken('ä lvl:error x', { at: 3, len: 3 })?.text).toBe('lvl:error');
    expect(mended('ä lvl:error x', { at: 3, len: 3, suggest: 'level' })).toBe('ä level:error x');
    expect(mended('!levl:error', { at: 1, len: 4, suggest: 'level' })).toBe('!level:error');
    expect(mended('is:opn', { at: 0, len: 6, suggest: 'open' })).toBe('is:open');
    expect(mended('events:foo', { at: 0, len: 10, suggest: null })).toBe('events:foo');
  });
  it('a query that is not understood is told with its word', () => {
    const error = new ApiError('no such key', { status: 400, body: { at: 3, len: 3, suggest: 'level' } });
    expect(refusal(error, 'ä lvl:error')).toBe('lvl: no such key.');
  });
  it('a key that waits for its value is not sent', () => {
    expect(sendable(['is:open'], 'cart level:')).toBe('is:open cart');
    expect(sendable(['is:open'], 'level:error cart')).toBe('is:open level:error cart');
  });
});

describe('columns', () => {
  it('leave in the order priority, users, bars, assignee', () => {
    const gone = (width: number) => usualColumns.filter((id) => !fitting(usualColumns, width).includes(id));
    expect(gone(1400)).toEqual([]);
    const seen = new Set<string>();
    const order: string[] = [];
    for (let width = 1400; width > 300; width -= 4) {
      for (const id of gone(width)) if (!seen.has(id)) order.push(id);
      for (const id of gone(width)) seen.add(id);
    }
    expect(order).toEqual(['priority', 'users', 'trend', 'assignee']);
  });
  it('of a view are those this page knows; none are the usual ones', () => {
    expect(columnsOf(['users', 'moon', 'events'])).toEqual(['events', 'users']);
    expect(columnsOf([])).toBe(usualColumns);
    expect(columnsOf(undefined)).toBe(usualColumns);
    expect(template(['events', 'last_seen'], true)).toBe('20px 20px minmax(0,1fr) 56px 68px');
  });
});

const saved = (change: Partial<SavedView> = {}): SavedView => ({
  id: 'v1',
  name: 'Payments',
  project_id: null,
  owner_id: 'u1',
  shared: false,
  q: 'level:error payments',
  since: '',
  sort: 'trend',
  columns: [],
  density: 'compact',
  position: 0,
  version: 3,
  ...change,
});

describe('views', () => {
  const views = [...builtIns('2026-11-24'), viewOfSaved(saved())];
  const usual = { columns: usualColumns, density: 'comfortable' as const };
  it('an empty address is triage, a query without a view is all issues', () => {
    expect(viewAt({ view: '' }, views)?.id).toBe('triage');
    expect(viewAt({ view: '', q: 'cart' }, views)?.id).toBe('all');
    expect(viewAt({ view: 'v1' }, views)?.label).toBe('Payments');
    expect(viewAt({ view: 'gone' }, views)).toBeUndefined();
  });
  it('triage is what is open, bad, and nobody else’s', () => {
    expect(views[0]!.q).toBe('is:open,reopened level:error,fatal assignee:me,none');
    expect(views.find((view) => view.id === 'today')!.q).toBe('first:>=2026-11-24');
  });
  it('the address changes a view; blanks and the order of words do not', () => {
    const view = views.at(-1)!;
    const same = stateOf(view, { view: 'v1' }, usual);
    expect(same).toMatchObject({ q: 'level:error payments', sort: 'trend', density: 'compact' });
    expect(isChanged(view, same)).toBe(false);
    expect(isChanged(view, stateOf(view, { view: 'v1', q: ' payments level:error' }, usual))).toBe(false);
    expect(isChanged(view, stateOf(view, { view: 'v1', q: '' }, usual))).toBe(true);
    expect(isChanged(view, stateOf(view, { view: 'v1', density: 'comfortable' }, usual))).toBe(true);
    expect(isChanged(view, stateOf(view, { view: 'v1', columns: ['users'] }, usual))).toBe(true);
  });
  it('the look of a built-in one is the reader’s own and no change', () => {
    const view = views[0]!;
    expect(isChanged(view, stateOf(view, { view: '' }, { columns: ['users'], density: 'compact' }))).toBe(
      false,
    );
  });
  it('a period that another client saved becomes a token', () => {
    expect(viewOfSaved(saved({ since: '14d', q: 'cart' })).q).toBe('last:<14d cart');
  });
});

it('the filter menu shows states and levels always, tags under their names', () => {
  const value = (name: string, count: number) => ({ value: name, count, share: 1, lift: null });
  const sections = sectionsOf(
    [
      { key: 'project', total: 1, other: 0, values: [value('shop', 9)] },
      { key: 'level', total: 1, other: 0, values: [value('error', 9)] },
      { key: 'environment', total: 1, other: 0, values: [value('prod', 9)] },
      { key: 'priority', total: 1, other: 0, values: [value('p1', 2)] },
    ] as never,
    'level:error,fatal',
  );
  expect(sections.map((section) => section.key)).toEqual(['is', 'level', 'assignee', 'env', 'tag:priority']);
  const level = sections.find((section) => section.key === 'level')!;
  expect(level.values.filter((one) => one.on).map((one) => one.value)).toEqual(['fatal', 'error']);
  expect(level.values.find((one) => one.value === 'error')!.count).toBe(9);
});
it('the token that removed the most is named', () => {
  const tried = [
    { token: 'a:1', q: 'b:2', total: 0 },
    { token: 'b:2', q: 'a:1', total: 38 },
    { token: 'c', q: 'a:1', total: 7 },
  ];
  expect(loosest(tried)?.token).toBe('b:2');
  expect(loosest(tried.slice(0, 1))).toBeUndefined();
});
it('the pill says what is new and what changed', () => {
  expect(newsWords(12, 3)).toBe('12 new, 3 changed');
  expect(newsWords(0, 1)).toBe('1 changed');
});
it('a row follows the finger, and means something only when it went far', () => {
  expect(swipeOf(5)).toEqual({ shift: 0 });
  expect(swipeOf(-40)).toEqual({ shift: -40 });
  expect(swipeOf(300)).toEqual({ shift: 88, to: 'right' });
  expect(swipeOf(-300)).toEqual({ shift: -88, to: 'left' });
});
