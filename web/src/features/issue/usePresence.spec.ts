import { expect, it } from 'vitest';
import { presentAfter } from './usePresence';

it('who comes twice is there once, and who goes is not', () => {
  const one = presentAfter([], 'a', 'new');
  expect(one).toEqual(['a']);
  expect(presentAfter(one, 'a', 'new')).toBe(one);
  expect(presentAfter(one, 'a', 'gone')).toEqual([]);
  expect(presentAfter(one, 'b', 'gone')).toBe(one);
});
