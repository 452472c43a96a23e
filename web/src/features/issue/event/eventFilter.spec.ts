import { expect, it } from 'vitest';
import { filterOf, termOf, termsOf, termWords, withoutTerm, withTerm } from './eventFilter';

it('what the event itself says has a key of its own, the rest are tags', () => {
  expect(termOf('environment', 'prod')).toBe('env:prod');
  expect(termOf('browser', 'Safari 17')).toBe('tag:browser:"Safari 17"');
  expect(termOf('url', 'https://x.org/a?b')).toBe('tag:url:https://x.org/a?b');
  expect(termOf('note', 'say "no"')).toBe('tag:note:"say \\"no\\""');
});
it('a value that the language would read as more than a value is quoted', () => {
  for (const value of ['a,b', '*', 'x*', '!x', '>5', '']) expect(termOf('k', value)).toBe(`tag:k:"${value}"`);
});
it('terms are parted at blanks outside of quotes', () => {
  const q = 'env:prod tag:note:"say \\"no\\" twice" !level:info';
  expect(termsOf(q)).toEqual(['env:prod', 'tag:note:"say \\"no\\" twice"', '!level:info']);
  expect(termWords(termsOf(q)[1]!)).toBe('note: say "no" twice');
  expect(termWords('!level:info')).toBe('not level: info');
});
it('a term is added once and taken away again', () => {
  expect(withTerm('env:prod', 'env:prod')).toBe('env:prod');
  expect(withTerm(undefined, 'env:prod')).toBe('env:prod');
  expect(withoutTerm('env:prod level:error', 'env:prod')).toBe('level:error');
  expect(withoutTerm('env:prod', 'env:prod')).toBeUndefined();
});
it('without a filter nothing is sent, so that the address of an event stays one key of the cache', () => {
  expect(filterOf({ eq: undefined, from: undefined, to: undefined, pin: 'x' })).toEqual({});
});
