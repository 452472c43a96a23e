import { expect, it } from 'vitest';
import { filterCrumbs, readCrumbs, timeToCrash } from './crumbs';
import { pairs } from './json';
import { asMarkdown } from './markdown';
import { readEvent } from './read';
import { asCurl, fullUrl, readRequest, splitUrl } from './request';
import { anEvent } from './samples';
import { ancestors, dotted, findInTree, treeRows } from './tree';
import { preview } from './Value';

it('time to the crash, near and far, before and after', () => {
  const at = (before: number) => timeToCrash(100_000_000 - before, 100_000_000);
  expect([at(0), at(12), at(1_230), at(42_000), at(200_000), at(7_200_000)]).toEqual([
    ...['0 s', '−12 ms', '−1.2 s', '−42 s', '−3 min 20 s', '−2 h'],
  ]);
  expect(at(-500)).toBe('+500 ms');
  expect(timeToCrash(undefined, 1)).toBe('');
});
it('breadcrumbs say what they did even without a message', () => {
  const crumbs = readCrumbs(
    [
      {
        type: 'http',
        category: 'xhr',
        timestamp: 98,
        data: { method: 'GET', url: '/prices', status_code: 502 },
      },
      { category: 'navigation', timestamp: '1970-01-01T00:01:39Z', data: { from: '/a', to: '/b' } },
    ],
    100,
  );
  expect(crumbs.map((crumb) => [crumb.toCrash, crumb.message, crumb.bad])).toEqual([
    ['−2.0 s', 'GET /prices → 502', true],
    ['−1.0 s', '/a → /b', false],
  ]);
  expect(filterCrumbs(crumbs, 'xhr', '')).toHaveLength(1);
  expect(filterCrumbs(crumbs, '', 'PRICES')).toHaveLength(1);
});
it('an URL in parts', () => {
  expect(splitUrl('https://shop.example/a/b?x=1&y#top')).toEqual({
    origin: 'https://shop.example',
    path: '/a/b',
    query: 'x=1&y',
    fragment: 'top',
  });
  expect(splitUrl('/only/path')).toEqual({ origin: '', path: '/only/path', query: '', fragment: '' });
});
it('a request is read from pairs, maps and texts', () => {
  const request = readRequest({
    url: 'https://a.b/c?x=1%202',
    headers: [['Accept', '*/*']],
    cookies: 'a=1; b=2',
    env: { REMOTE_ADDR: '::1' },
  })!;
  expect(request).toMatchObject({
    url: 'https://a.b/c',
    query: [['x', '1 2']],
    cookies: [
      ['a', '1'],
      ['b', '2'],
    ],
  });
  expect(fullUrl(request)).toBe('https://a.b/c?x=1%202');
  expect(readRequest(null)).toBeUndefined();
});
it('curl keeps secrets to itself and quotes what a shell would eat', () => {
  const request = readRequest({
    url: 'https://a.b/c',
    method: 'POST',
    headers: { Authorization: 'Bearer abc', 'X-Api-Key': 'k', Accept: 'text/html', Host: 'a.b' },
    cookies: { session: 'secret' },
    data: "it's; rm -rf /",
  })!;
  const curl = asCurl(request);
  expect(curl).not.toMatch(/abc|'k'|secret|Host/);
  expect(curl.split(' \\\n  ')).toEqual([
    "curl -X POST 'https://a.b/c'",
    "-H 'Authorization: ***'",
    "-H 'X-Api-Key: ***'",
    "-H 'Accept: text/html'",
    "-b 'session=***'",
    "--data-raw 'it'\\''s; rm -rf /'",
  ]);
});
it('tags come as a map, as pairs or as objects', () => {
  expect(pairs({ a: 1 })).toEqual([['a', '1']]);
  expect(pairs([['a', null], { key: 'b', value: true }, 7])).toEqual([
    ['a', ''],
    ['b', 'true'],
  ]);
});
it('an event of the wrong shape is read as far as it goes', () => {
  const view = readEvent(
    anEvent({
      exception: 'x',
      tags: 3,
      contexts: [],
      user: 'me',
      breadcrumbs: null,
      request: [],
      logentry: { formatted: 'hi 7', message: 'hi %s' },
    }),
  );
  expect(view).toMatchObject({ message: 'hi 7', template: 'hi %s', exceptions: [], tags: [], crumbs: [] });
  expect(view.request).toBeUndefined();
});
it('Markdown holds title, facts, stack and tags, and no text ends a fence', () => {
  const view = readEvent(
    anEvent({
      tags: { 'a|b': 'c' },
      exception: [
        { type: 'Cause', value: 'x' },
        {
          type: 'TypeError',
          value: 'bad',
          stacktrace: {
            frames: [{ function: 'f', filename: 'a.ts', lineno: 3, in_app: true, context_line: ' ```; ' }],
          },
        },
      ],
    }),
  );
  const text = asMarkdown(
    {
      title: 'TypeError: bad',
      url: 'https://x/i',
      facts: [
        ['Level', 'error'],
        ['Empty', ''],
      ],
    },
    view,
  );
  expect(text).toContain('# TypeError: bad\n\nhttps://x/i\n\n- Level: error\n\n## TypeError: bad');
  expect(text).toContain('````\n  f (a.ts:3)\n    > ```;\n````');
  expect(text).toContain('## caused by Cause: x');
  expect(text).toContain('| a\\|b | c |');
});
it('a tree makes rows only of what is open', () => {
  const data = { a: { 'b/c': [1, { d: null }] }, e: 'x' };
  expect(treeRows(data, new Set()).map((row) => row.path)).toEqual(['/a', '/e']);
  expect(treeRows(data, new Set(['/a', '/a/b~1c'])).map((row) => [row.path, row.depth])).toEqual([
    ['/a', 0],
    ['/a/b~1c', 1],
    ['/a/b~1c/0', 2],
    ['/a/b~1c/1', 2],
    ['/e', 0],
  ]);
});
it('finding opens the way to what was found', () => {
  const data = { a: { 'b/c': [1, { d: 'needle' }] }, needle: 1 };
  expect(findInTree(data, 'NEEDLE')).toEqual(['/a/b~1c/1/d', '/needle']);
  expect(findInTree(data, '')).toEqual([]);
  expect(ancestors('/a/b~1c/1/d')).toEqual(['/a', '/a/b~1c', '/a/b~1c/1']);
  expect(dotted('/a/b~1c/1/d')).toBe('a.b/c[1].d');
});
it('a preview is one short line', () => {
  expect(preview({ sku: 'A', n: 2, deep: { x: 1 }, list: [1, 2] })).toBe(
    '{sku: "A", n: 2, deep: {…}, list: [2]}',
  );
  expect(preview({ long: 'x'.repeat(500) }).length).toBeLessThan(110);
});
