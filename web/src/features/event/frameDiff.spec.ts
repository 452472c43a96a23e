import { expect, it } from 'vitest';
import { readFrames } from './frame';
import { alignFrames } from './frameDiff';

const frames = (...names: string[]) =>
  readFrames(
    { frames: names.map((name) => ({ function: name, filename: 'a.ts', lineno: 1 })) },
    'javascript',
  );
const shape = (a: string[], b: string[]) =>
  alignFrames(frames(...a), frames(...b)).map((pair) => `${pair.left?.fn ?? '-'}|${pair.right?.fn ?? '-'}`);

it('calls that both have stand in one line, the others beside a gap', () => {
  expect(shape(['a', 'b', 'c'], ['a', 'x', 'c'])).toEqual(['a|a', 'b|-', '-|x', 'c|c']);
  expect(shape(['a'], [])).toEqual(['a|-']);
  expect(shape([], ['a', 'b'])).toEqual(['-|a', '-|b']);
});
