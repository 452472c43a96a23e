import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ApiError } from '@/api/errors';
import { nodeError } from './errorPlace';
import { leafTypes, opsOf } from './leaves';
import { type Action, type Group, isWhole, leavesOf, newGroup, newLeaf, pathsOf, treeReducer } from './tree';
import { readTree, TreeError, treeJson } from './treeJson';

const sample = {
  operator: 'and',
  conditions: [
    { type: 'level', op: 'in', value: ['error', 'fatal'] },
    {
      operator: 'or',
      conditions: [
        { type: 'title', op: 'matches', value: 'pay(ment)?' },
        { type: 'velocity', op: 'gte', minutes: 5, value: 50 },
        { type: 'tag', op: 'eq', key: 'region', value: 'eu' },
      ],
    },
    { type: 'is_new', op: 'eq', value: true },
  ],
};
const shape = (root: Group): unknown =>
  JSON.parse(JSON.stringify(treeJson(root), (key, value) => (key === 'value' ? undefined : value)));
const at = (root: Group, path: string) => pathsOf(root).get(path)!;
const run = (root: Group, ...actions: Action[]) => actions.reduce(treeReducer, root);

test('the leaves are those of the server, each with its operators', () => {
  const source = readFileSync('../src/feature/condition/condition_leaf.c', 'utf8');
  const rows = [...source.matchAll(/\{ "([a-z_0-9]+)", LEAF_(\w+)/g)].map(
    ([, type, kind]) => `${type} ${kind}`,
  );
  const kinds = { string: 'STRING', text: 'TEXT', number: 'NUMBER', flag: 'BOOL' };
  expect(leafTypes.map(({ type, kind }) => `${type} ${kinds[kind]}`).sort()).toEqual(rows.sort());
  const ops = [...source.matchAll(/\{ "(\w+)", (?:NULL|"[^"]+"), OP_\w+, ([A-Z |]+),/g)];
  for (const kind of ['string', 'text', 'number'] as const) {
    const named = ops.filter(([, , of]) => of!.split(' | ').includes(kinds[kind])).map(([, name]) => name);
    expect([...opsOf[kind]].sort()).toEqual([...new Set(named)].sort());
  }
});

describe('a stored tree', () => {
  test('comes back as it was', () => {
    expect(treeJson(readTree(sample))).toEqual(sample);
  });
  test('of one leaf stands in a group; nothing is an empty group', () => {
    const leaf = { type: 'title', op: 'contains', value: 'x' };
    expect(treeJson(readTree(leaf))).toEqual({ operator: 'and', conditions: [leaf] });
    for (const none of [null, undefined, {}, { RawMessage: null }])
      expect(treeJson(readTree(none))).toEqual({ operator: 'and', conditions: [] });
  });
  test("in GoSnag's forms is read: symbols, numbers in texts, no operator, a text for a list", () => {
    const old = {
      operator: 'and',
      conditions: [
        { type: 'total_events', op: '>=', value: '10' },
        { type: 'title', value: 'x' },
        { type: 'level', op: 'in', value: 'error' },
        { type: 'has_app_frame', op: '!=', value: 'yes' },
      ],
    };
    expect(treeJson(readTree(old))).toEqual({
      operator: 'and',
      conditions: [
        { type: 'total_events', op: 'gte', value: 10 },
        { type: 'title', op: 'contains', value: 'x' },
        { type: 'level', op: 'in', value: ['error'] },
        { type: 'has_app_frame', op: 'eq', value: false },
      ],
    });
  });
  test.each([
    [{ type: 'moon', value: 1 }, /no condition "moon"/],
    [{ type: 'level', op: 'gte', value: 1 }, /has no operator "gte"/],
    [{ operator: 'gte', conditions: [] }, /"and" or "or"/],
    [{ operator: 'and', conditions: 7 }, /is a list/],
    [{ operator: 'and', conditions: [7] }, /is an object/],
  ])('that is none says why: %j', (tree, words) => {
    expect(() => readTree(tree)).toThrow(TreeError);
    expect(() => readTree(tree)).toThrow(words);
  });
});

describe('editing', () => {
  test('moves past a neighbour, and out of a group at its end', () => {
    let root = readTree(sample);
    const level = at(root, 'conditions[0]');
    root = run(root, { do: 'move', id: level, by: 1 });
    expect(at(root, 'conditions[1]')).toBe(level);
    const title = at(root, 'conditions[0].conditions[0]');
    root = run(root, { do: 'move', id: title, by: -1 });
    expect(at(root, 'conditions[0]')).toBe(title);
    expect(run(root, { do: 'move', id: title, by: -1 })).toBe(root);
  });
  test('indents into the group beside, else into a new one of the other kind', () => {
    let root = readTree(sample);
    const isNew = at(root, 'conditions[2]');
    root = run(root, { do: 'indent', id: isNew });
    expect(at(root, 'conditions[1].conditions[3]')).toBe(isNew);
    root = run(root, { do: 'outdent', id: isNew });
    expect(at(root, 'conditions[2]')).toBe(isNew);
    const alone = readTree({ operator: 'and', conditions: [{ type: 'level', op: 'eq', value: 'info' }] });
    const wrapped = run(alone, { do: 'indent', id: alone.nodes[0]!.id });
    expect(shape(wrapped)).toEqual({
      operator: 'and',
      conditions: [{ operator: 'or', conditions: [{ type: 'level', op: 'eq' }] }],
    });
  });
  test('never makes more than four levels of groups, nor puts a group into itself', () => {
    const deep = newGroup('and', [newGroup('or', [newGroup('and', [newGroup('or', [newLeaf()])])])]);
    const leaf = leavesOf(deep)[0]!;
    expect(run(deep, { do: 'indent', id: leaf.id })).toBe(deep);
    expect(
      run(deep, {
        do: 'add',
        into: pathsOf(deep).get('conditions[0].conditions[0].conditions[0]')!,
        node: newGroup(),
      }),
    ).toBe(deep);
    const outer = deep.nodes[0]!;
    const inner = at(deep, 'conditions[0].conditions[0]');
    expect(run(deep, { do: 'place', id: outer.id, into: inner, at: 0 })).toBe(deep);
  });
  test('places a node where it is dropped, counted without itself', () => {
    const root = readTree(sample);
    const level = at(root, 'conditions[0]');
    const group = at(root, 'conditions[1]');
    const down = run(root, { do: 'place', id: level, into: root.id, at: 3 });
    expect(at(down, 'conditions[2]')).toBe(level);
    const inside = run(root, { do: 'place', id: level, into: group, at: 1 });
    expect(at(inside, 'conditions[0].conditions[1]')).toBe(level);
  });
  test('another type keeps what fits and drops what does not', () => {
    const root = readTree({ type: 'title', op: 'matches', value: 'x' });
    const { id } = root.nodes[0]!;
    const message = run(root, { do: 'type', id, type: 'message' }).nodes[0];
    expect(message).toMatchObject({ type: 'message', op: 'matches', value: 'x', id });
    const total = run(root, { do: 'type', id, type: 'total_events' }).nodes[0];
    expect(total).toMatchObject({ op: 'gte', value: '' });
  });
  test('a tree with a gap is not sent', () => {
    expect(isWhole(newGroup())).toBe(true);
    expect(isWhole(newGroup('and', [newLeaf('title')]))).toBe(false);
    expect(isWhole(newGroup('and', [{ ...newLeaf('tag'), value: 'x' }]))).toBe(false);
    expect(
      isWhole(newGroup('and', [{ ...newLeaf('velocity'), value: '5', span: '61', unit: 'minutes' }])),
    ).toBe(false);
    expect(isWhole(newGroup('and', [{ ...newLeaf('user_count'), value: '5' }]))).toBe(true);
  });
});

test("the server's refusal is found at its node, in words without the place", () => {
  const root = readTree(sample);
  const refused = (field: string) =>
    nodeError(root, new ApiError(`${field}: missing )`, { status: 400, field }));
  expect(refused('conditions[1].conditions[0].value')).toEqual({
    id: at(root, 'conditions[1].conditions[0]'),
    words: 'missing )',
  });
  expect(refused('conditions[1]')?.id).toBe(at(root, 'conditions[1]'));
  expect(refused('conditions[9].value')).toBeUndefined();
  expect(refused('name')).toBeUndefined();
});
