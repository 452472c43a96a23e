// What a first view costs, as far as no clock is in it: calls before it is useful, nodes of a long list.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeAdmin, openPage, startBrowser, startServer, until } from './lib/index.mjs';

const ISSUES = 200;
const NODES_MOST = 1500;
/** Beside the issues: what the page cannot know before. The page came with all else. */
const LIST_CALLS = 3;
const ISSUE_CALLS = 2;

let server;
let browser;
let admin;
let project;

before(async () => {
  [server, browser] = await Promise.all([
    startServer({}, { seed: ['--projects', '1', '--issues', String(ISSUES)] }),
    startBrowser(),
  ]);
  admin = await makeAdmin(server);
  [project] = await admin.get('/projects');
  await until(
    'all events are processed',
    async () => (await admin.get('/system/summary')).queue.records === 0,
    60_000,
  );
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Paths asked for before `selector` was there, by the page's own clock; the stream aside. */
async function callsBefore(path, selector) {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await page.addInitScript((css) => {
    const drawn = new MutationObserver(() => {
      if (!document.querySelector(css)) return;
      drawn.disconnect();
      globalThis.__drawn = performance.now();
    });
    drawn.observe(document, { childList: true, subtree: true });
  }, selector);
  await go(path);
  await page.locator(selector).first().waitFor();
  await page.waitForTimeout(500); // a call is listed when it is answered
  const calls = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((one) => one.startTime < globalThis.__drawn && /\/api\/v1\/(?!stream)/.test(one.name))
      .map((one) => new URL(one.name).pathname),
  );
  assert.ok(calls.length > 0, 'what is drawn was asked for');
  quiet();
  await close();
  return calls;
}

test('the list is there after its issues were asked for; all that only decorates it comes later', async () => {
  const calls = await callsBefore(`/projects/${project.slug}/issues`, '[role="row"]');
  assert.ok(calls.length <= LIST_CALLS, calls.join(' '));
  const all = await callsBefore('/issues', '[role="row"]');
  assert.ok(all.length <= LIST_CALLS, all.join(' '));
});

test('the stack is there after issue and event were asked for', async () => {
  const { issues } = await admin.get(`/projects/${project.id}/issues?limit=1`);
  const calls = await callsBefore(`/projects/${project.slug}/issues/${issues[0].short_id}`, '#stack');
  assert.ok(calls.length <= ISSUE_CALLS, calls.join(' '));
});

test('however long the list is, the page is made of few nodes, at its end too', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/issues');
  await page.locator('[role="row"]').first().waitFor();
  await page.getByRole('link', { name: 'Projects' }).first().waitFor();
  for (const key of ['Home', 'End', 'End', 'End']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(nodes <= NODES_MOST, `${nodes} nodes after ${key}`);
  }
  quiet();
  await close();
});
