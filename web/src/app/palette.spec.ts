import { expect, it } from 'vitest';
import { inMode, modeOf, searched } from './paletteModes';
import { foundVerbs, type Search } from './paletteSearch';

it('the first letter narrows the palette', () => {
  expect(modeOf('> res')).toEqual({ mode: 'verbs', term: 'res' });
  expect(modeOf('@ana')).toEqual({ mode: 'people', term: 'ana' });
  expect(modeOf('web-1')).toEqual({ mode: 'all', term: 'web-1' });
  const verbs = [
    { id: 'a', label: 'Resolve', run: () => {} },
    { id: 'b', label: 'Profile', href: '/settings/profile' },
    { id: 'c', label: 'General', href: '/projects/x/settings/general' },
    { id: 'd', label: 'Issues', href: '/issues' },
  ];
  const ids = (mode: Parameters<typeof inMode>[0]) => verbs.filter(inMode(mode)).map((verb) => verb.id);
  expect([ids('all'), ids('verbs'), ids('settings'), ids('issues')]).toEqual([
    ['a', 'b', 'c', 'd'],
    ['a'],
    ['b', 'c'],
    [],
  ]);
  expect([searched('issues', ' x '), searched('verbs', 'x')]).toEqual(['x', '']);
});
it('what the server found leads to its place, with the reasons', () => {
  const base = { title: 'KeyError', project_id: 'p', project_slug: 'shop', event_count: 1, last_seen: null };
  const items = [
    {
      ...base,
      kind: 'issue',
      id: 'i',
      short_id: 'SHOP-1',
      score: 1,
      why: [{ kind: 'file', text: 'cart.py' }],
    },
    { ...base, kind: 'event', id: 'e', issue_id: 'i', score: 1, why: [] },
    { ...base, kind: 'release', id: 'shop@2.4.1', score: 1, why: [] },
    { ...base, kind: 'project', id: 'p', score: 1, why: [] },
  ];
  const verbs = foundVerbs({ kind: 'trace', items } as unknown as Search);
  expect(verbs.map((verb) => verb.href)).toEqual([
    '/projects/shop/issues/SHOP-1',
    '/projects/shop/issues/i/events/e',
    '/projects/shop/issues?q=release%3A%22shop%402.4.1%22',
    '/projects/shop/issues',
  ]);
  expect(verbs[0]).toMatchObject({ detail: 'SHOP-1 · cart.py', section: 'Issues like this stack trace' });
});
