import { expect, it } from 'vitest';
import { bytesBefore, complete } from './querySuggestions';

it('a completed value is followed by a blank, a key is not', () => {
  expect(complete('level:e', 0, 7, 'level:error')).toEqual({ text: 'level:error ', caret: 12 });
  expect(complete('le', 0, 2, 'level:')).toEqual({ text: 'level:', caret: 6 });
});
it('what stands behind the caret stays, with one blank before it', () => {
  expect(complete('rel checkout', 0, 3, 'release:2.4.1')).toEqual({
    text: 'release:2.4.1 checkout',
    caret: 13,
  });
});
it('places are bytes: text before them may hold any character', () => {
  expect(bytesBefore('ä lvl', 2)).toBe(3);
  expect(complete('ä 😀 lvl:', 8, 4, 'level:')).toEqual({ text: 'ä 😀 level:', caret: 11 });
});
