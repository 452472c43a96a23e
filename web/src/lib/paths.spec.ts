import { expect, it } from 'vitest';
import { paths, safeNext } from './paths';

it.each([
  ['/issues?q=is:open#a', '/issues?q=is:open#a'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['issues', '/'],
  ['/login?next=/x', '/'],
  ['', '/'],
  [null, '/'],
])('after sign-in %s leads to %s', (next, where) => expect(safeNext(next)).toBe(where));

it('names in addresses are encoded', () => {
  expect(paths.event('shop', 'WEB-1', 'a/b')).toBe('/projects/shop/issues/WEB-1/events/a%2Fb');
  expect(paths.login('/issues?q=a&b')).toBe('/login?next=%2Fissues%3Fq%3Da%26b');
});
