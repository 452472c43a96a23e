import { expect, test } from 'vitest';
import { editorHref, localPath } from './ide';

const place = { paths: ['/srv/app/checkout/cart.ts', 'checkout/cart.ts'], line: 88, column: 14 };

test('a relative path lies below the folder, a prefix of the server is replaced', () => {
  expect(localPath(place.paths, '', '/home/ana/shop/')).toBe('/home/ana/shop/checkout/cart.ts');
  expect(localPath(place.paths, '/srv/app', '/home/ana/shop')).toBe('/home/ana/shop/checkout/cart.ts');
  expect(localPath(['webpack:///./src/a.ts'], 'webpack:///', 'C:\\shop')).toBe('C:/shop/src/a.ts');
  expect(localPath(place.paths, '', '')).toBe('/srv/app/checkout/cart.ts');
  expect(localPath(['https://shop.example/app.js', 'app.js'], '', '')).toBeUndefined();
  expect(localPath(place.paths, '/opt', '/home')).toBeUndefined();
});

test('each editor has an address of its own; none is chosen, none is made', () => {
  const here = { from: '', to: '/home/ana/my shop' };
  expect(editorHref(place, { id: 'vscode', ...here })).toBe(
    'vscode://file/home/ana/my%20shop/checkout/cart.ts:88:14',
  );
  expect(editorHref(place, { id: 'idea', ...here })).toBe(
    'idea://open?file=%2Fhome%2Fana%2Fmy%20shop%2Fcheckout%2Fcart.ts&line=88&column=14',
  );
  expect(editorHref({ paths: ['a.ts'] }, { id: 'zed', from: '', to: '/x' })).toBe('zed://file/x/a.ts:1:1');
  expect(editorHref(place, undefined)).toBeUndefined();
});

test('no path makes an address of another kind', () => {
  const chosen = { id: 'vscode', from: '', to: '' } as const;
  for (const path of ['javascript:alert(1)', '//evil.example/x', '\\\\evil\\x', '/\\evil', 'data:,x'])
    expect(editorHref({ paths: [path] }, chosen)).toBeUndefined();
  expect(editorHref({ paths: ['/a?b#c'] }, chosen)).toBe('vscode://file/a%3Fb%23c:1:1');
  expect(editorHref(place, { ...chosen, id: 'javascript' as 'zed' })).toBeUndefined();
});
