import { describe, expect, it } from 'vitest';
import type { Issue, Person } from '@/api/types';
import { bodyOf } from './bulk.queries';
import { assignChoices, priorityChoices, statusChoices } from './choices';
import { extend, kept, nothing, selectAll, toggle } from './selection';
import { assignVerb, deleteVerb, noMerge, priorityVerb, said, statusVerb, tagVerb } from './verbs';

const order = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('');

describe('selection', () => {
  it('one row is added and taken away', () => {
    const some = toggle(toggle(nothing, 'b'), 'd');
    expect(ids(some)).toBe('bd');
    expect(ids(toggle(some, 'b'))).toBe('d');
  });
  it('extends from where it began, in both directions', () => {
    const from = toggle(nothing, 'c');
    expect(ids(extend(from, order, 'e'))).toBe('cde');
    expect(ids(extend(extend(from, order, 'd'), order, 'a'))).toBe('abcd');
    expect(ids(extend(nothing, order, 'b'))).toBe('b');
  });
  it('all means the loaded ones first, then all that match', () => {
    const loaded = selectAll(nothing, order);
    expect([ids(loaded), loaded.all]).toEqual(['abcde', false]);
    expect(selectAll(loaded, order).all).toBe(true);
    expect(toggle(selectAll(loaded, order), 'a').all).toBe(false);
    expect(selectAll(nothing, []).all).toBe(false);
  });
  it('forgets rows that left', () => {
    const some = toggle(toggle(nothing, 'b'), 'd');
    expect(ids(kept(some, ['a', 'b']))).toBe('b');
    expect(kept(some, order)).toBe(some);
  });
});

const issue = (change: Partial<Issue>) =>
  ({
    id: 'a',
    project_id: 'p',
    level: 'error',
    platform: 'python',
    event_count: 1,
    first_seen: '2026-11-20T00:00:00Z',
    last_seen: '2026-11-21T00:00:00Z',
    ...change,
  }) as Issue;

describe('verbs on the wire', () => {
  const issues = [issue({ id: 'a' }), issue({ id: 'b' })];
  it('name the rows, or the query with what the reader saw', () => {
    expect(bodyOf({ issues }, statusVerb({ status: 'ignored' }))).toEqual({
      ids: ['a', 'b'],
      verb: 'status',
      values: { status: 'ignored' },
    });
    const query = { q: 'is:open', asOf: '2026-11-24T10:00:00Z', total: 812 };
    expect(bodyOf({ issues, query }, tagVerb(true, 'team', 'blue'))).toEqual({
      query: { q: 'is:open', as_of: '2026-11-24T10:00:00Z', expected: 812 },
      verb: 'tag',
      values: { key: 'team', value: 'blue' },
    });
  });
  it('nobody and no priority are null', () => {
    expect(assignVerb(undefined).values).toEqual({ assigned_to: null });
    expect(priorityVerb(null).values).toEqual({ priority: null });
    expect(priorityVerb(null).patch).toBeUndefined();
  });
  it('say what was done, to how many, and what follows', () => {
    expect(said(statusVerb({ status: 'resolved', cooldown_minutes: 0 }), 1, 0)).toEqual({
      title: 'Resolved.',
      detail: 'The next event reopens it.',
    });
    expect(said(deleteVerb(false), 12, 3).title).toBe('Deleted: 12 issues.');
    expect(said(deleteVerb(false), 12, 3).detail).toMatch(/^3 left as they were\. A later event/);
    expect(said(tagVerb(true, 'a', 'b'), 0, 2)).toEqual({
      title: 'Tagged a:b: 0 issues.',
      detail: '2 left as they were.',
    });
  });
});

it('the reader stands first, then nobody, then the active by name', () => {
  const person = (id: string, name: string, status = 'active') =>
    ({ id, name, email: `${id}@x.y`, status }) as Person;
  const people = [person('2', 'Zoe'), person('1', 'Ana'), person('3', 'Bo'), person('4', 'Cy', 'disabled')];
  expect(assignChoices(people, '1').map((choice) => choice.item.label)).toEqual([
    'Ana (me)',
    'Nobody',
    'Bo',
    'Zoe',
  ]);
});
it('every choice of a picker has a name of its own', () => {
  const names = [...priorityChoices(), ...statusChoices([])].map((choice) => choice.item.id);
  expect(new Set(names).size).toBe(names.length);
});

it('only several rows of one project are merged', () => {
  const [a, b] = [issue({ id: 'a' }), issue({ id: 'b' })];
  expect(noMerge({ issues: [a!, b!] })).toBeUndefined();
  expect(noMerge({ issues: [a!] })).toBe('Select two or more');
  expect(noMerge({ issues: [a!, issue({ project_id: 'q' })] })).toMatch(/one project/);
  expect(noMerge({ issues: [a!, b!], query: { q: '', asOf: '', total: 9 } })).toMatch(/selected rows/);
});
