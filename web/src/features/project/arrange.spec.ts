import { describe, expect, it } from 'vitest';
import { hit, moved, reordered, stepOf } from './arrange';

describe('arranging', () => {
  it.each([
    [0, 2, 'bca'],
    [2, 0, 'cab'],
    [1, 1, 'abc'],
  ])('from %d to %d', (from, to, order) => expect(moved([...'abc'], from, to).join('')).toBe(order));
  it('projects of one tab share out the places they had among all', () =>
    expect(reordered([...'axbyc'], [...'cab']).join('')).toBe('cxayb'));
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowDown', 0, 3],
    ['ArrowUp', 4, 1],
    ['End', 0, 6],
    ['Home', 6, 0],
    ['ArrowLeft', 0, undefined],
    ['ArrowDown', 5, undefined],
    ['a', 2, undefined],
  ])('%s from %d leads to %s of seven, three a line', (key, at, to) =>
    expect(stepOf(key, at, 3, 7)).toBe(to),
  );
  it('finds the box under the pointer', () => {
    const boxes = [new DOMRect(0, 0, 10, 10), new DOMRect(20, 0, 10, 10)];
    expect(hit(boxes, 25, 5)).toBe(1);
    expect(hit(boxes, 15, 5)).toBe(-1);
  });
});
