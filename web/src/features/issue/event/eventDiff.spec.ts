import { expect, it } from 'vitest';
import { type Change, type Diff, framesThatDiffer, partsOfDiff, shortPath } from './eventDiff';

const change = (path: string): Change => ({ path, op: 'changed', left: 1, right: 2 });
const diff = (paths: string[]): Diff =>
  ({
    frames: [],
    tags: [change('browser')],
    contexts: [],
    paths: paths.map(change),
    truncated: false,
  }) as unknown as Diff;

it('every change stands in one part, in the order people look', () => {
  const local = 'exception.values.0.stacktrace.frames.2.vars.cart';
  const found = partsOfDiff(diff(['server_name', local, 'request.url', 'breadcrumbs.values.1.message']));
  expect(found.map((part) => [part.title, part.changes.length])).toEqual([
    ['Tags', 1],
    ['Locals', 1],
    ['Request', 1],
    ['Breadcrumbs', 1],
    ['Other', 1],
  ]);
  expect(shortPath(local)).toBe('frame 2: cart');
});
it('times and ids differ always, so they are not shown', () => {
  const found = partsOfDiff(diff(['timestamp', 'breadcrumbs.values.0.timestamp', 'event_id']));
  expect(found.map((part) => part.title)).toEqual(['Tags']);
});
it('frames that both have are left out', () => {
  const frames = [{ op: 'same' }, { op: 'added' }] as Diff['frames'];
  expect(framesThatDiffer({ ...diff([]), frames })).toEqual([{ op: 'added' }]);
});
