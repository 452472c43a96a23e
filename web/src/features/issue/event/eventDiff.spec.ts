import { expect, it } from 'vitest';
import { type Change, type Diff, framesThatDiffer, partsOfDiff, shortPath } from './eventDiff';

const change = (path: string): Change => ({ path, op: 'changed', left: 1, right: 2 });
const diff = (paths: string[]): Diff =>
  ({
    frames: [{ op: 'changed', left: { function: 'pay' }, right: { function: 'pay' } }],
    locals: [change('0.cart.total')],
    tags: [change('browser')],
    contexts: [],
    paths: paths.map(change),
    truncated: false,
  }) as unknown as Diff;

it('every change stands in one part, in the order people look', () => {
  const value = 'exception.values.0.value';
  const found = partsOfDiff(diff(['server_name', value, 'request.url', 'breadcrumbs.values.1.message']));
  expect(found.map((part) => [part.title, part.changes.length])).toEqual([
    ['Locals', 1],
    ['Tags', 1],
    ['Exception', 1],
    ['Request', 1],
    ['Breadcrumbs', 1],
    ['Other', 1],
  ]);
  expect(shortPath(value)).toBe('value');
  expect(shortPath('breadcrumbs.values.1.message')).toBe('1: message');
});
it('a local is told by the function that holds it', () => {
  expect(partsOfDiff(diff([]))[0]?.changes[0]?.path).toBe('pay: cart.total');
});
it('times and ids differ always, so they are not shown', () => {
  const found = partsOfDiff(diff(['timestamp', 'breadcrumbs.values.0.timestamp', 'event_id']));
  expect(found.map((part) => part.title)).toEqual(['Locals', 'Tags']);
});
it('frames that ran the same line are left out, whatever their locals', () => {
  const pay = (lineno: number) => ({ function: 'pay', filename: 'pay.py', lineno });
  const frames = [
    { op: 'same', left: pay(1), right: pay(1) },
    { op: 'changed', left: pay(2), right: pay(2) },
    { op: 'changed', left: pay(3), right: pay(4) },
    { op: 'added', left: null, right: pay(5) },
  ] as Diff['frames'];
  expect(framesThatDiffer({ ...diff([]), frames })).toEqual([
    { path: '#3', op: 'changed', left: 'pay  pay.py:3', right: 'pay  pay.py:4' },
    { path: '#4', op: 'added', left: null, right: 'pay  pay.py:5' },
  ]);
});
