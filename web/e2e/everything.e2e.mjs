// Follows every link from the first page on, as an admin and on both widths.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anEvent,
  createProject,
  fits,
  issuesOf,
  makeAdmin,
  narrow,
  openPage,
  sendEvents,
  startBrowser,
  startServer,
  wide,
} from './lib/index.mjs';

const PAGES_MOST = 60;
/** Pages of one kind beyond this many are the same page again. */
const ALIKE_MOST = 2;

let server;
let browser;
let admin;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  const project = await createProject(admin, 'storefront-web');
  await createProject(admin, 'billing-api');
  await sendEvents(project.dsn, [anEvent(), anEvent({ type: 'RangeError' }), anEvent({ level: 'warning' })]);
  await issuesOf(admin, project, 2);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// "/projects/x/issues/X-1" and "/projects/y/issues/Y-7" are of one kind.
const kind = (path) => path.replace(/(projects|issues|events)\/[^/?]+/g, '$1/*').replace(/\?.*/, '');

test('every link leads to a page with one heading, a silent console and no sideways scroll', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  const waiting = ['/'];
  const seen = new Set(waiting);
  const kinds = new Map();
  while (waiting.length > 0 && seen.size <= PAGES_MOST) {
    const path = waiting.shift();
    kinds.set(kind(path), (kinds.get(kind(path)) ?? 0) + 1);
    if (kinds.get(kind(path)) > ALIKE_MOST) continue;
    await go(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('load');
    assert.equal(await page.locator('h1').count(), 1, `${path} has one h1`);
    assert.notEqual(await page.locator('h1').textContent(), 'Not found', `${path} leads somewhere`);
    await fits(page, path);
    await page.setViewportSize(narrow);
    await fits(page, path);
    await page.setViewportSize(wide);
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    for (const link of links) {
      const next = link.split('#')[0];
      if (next.startsWith('/api/') || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
    quiet();
  }
  assert.ok(kinds.size >= 10, `found ${[...kinds.keys()].join(' ')}`);
  await close();
});
