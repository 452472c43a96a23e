import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
  checkScreen,
  createProject,
  fits,
  issuesOf,
  makeAdmin,
  narrow,
  openPage,
  photograph,
  sendEvents,
  startBrowser,
  startServer,
  until,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;
let issue;

const library = (fn, name, lineno) => ({
  function: fn,
  filename: `/srv/node_modules/${name}/index.js`,
  lineno,
  in_app: false,
});
/** A TypeError that an ApiError caused, with foreign frames between those of the app. */
function aChain(change = {}) {
  const event = anEvent(change);
  const [outer] = event.exception.values;
  outer.mechanism = { type: 'onerror', handled: false };
  outer.stacktrace.frames = [
    library('performWork', 'scheduler', 10),
    library('dispatch', 'react-dom', 20),
    outer.stacktrace.frames[0],
    library('map', 'core-js', 30),
    library('call', 'core-js', 31),
    outer.stacktrace.frames[1],
  ];
  const cause = {
    type: 'ApiError',
    value: '502 from /prices',
    stacktrace: {
      frames: [
        {
          function: 'getPrices',
          filename: 'checkout/api.ts',
          lineno: 12,
          in_app: true,
          pre_context: ['const res = await fetch(url);'],
          context_line: 'if (!res.ok) throw new ApiError(res.status);',
          post_context: ['return res.json();'],
        },
      ],
    },
  };
  event.exception.values = [cause, outer];
  return event;
}

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  const now = Date.now() / 1000;
  const contexts = { order: { id: 7, lines: [{ sku: 'A-1' }] } };
  await sendEvents(project.dsn, [aChain({ timestamp: now - 60 })]);
  await sendEvents(project.dsn, [aChain({ timestamp: now - 30, user: { id: 'u-2' } })]);
  await sendEvents(project.dsn, [aChain({ contexts, extra: { cart: [1, 2] } })]);
  [issue] = await until('three events are digested', async () => {
    const issues = await issuesOf(admin, project);
    return issues[0].event_count === 3 && issues;
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const address = () => `/projects/${project.slug}/issues/${issue.short_id}`;

test('from the list to the line that crashed', async () => {
  const { page, go, quiet, close, requests } = await open();
  await go(`/projects/${project.slug}/issues`);
  await page.getByRole('link', { name: /TypeError/ }).click();
  await page.waitForURL(`**${address()}`);
  await page.getByRole('heading', { level: 1, name: /TypeError/ }).waitFor();
  await page.getByText('sum += l.product.price;').waitFor();
  await page.getByText('caused by').waitFor();
  await page.getByText('if (!res.ok) throw new ApiError(res.status);').waitFor();
  await page.getByText('2 frames: core-js').click();
  await page.getByRole('button', { name: /^map/ }).waitFor();
  await page.getByText('sku').first().waitFor();
  await photograph(page, 'issue');
  await checkScreen(page, 'an issue');
  const reads = requests.filter((url) =>
    /\/issues\/(?!counts)[^/]+(\/events\/latest)?$/.test(new URL(url).pathname),
  );
  assert.ok(reads.length <= 4, `issue and event are read once: ${reads.join(' ')}`);
  await page.keyboard.press('v');
  await page.waitForURL(/stack=all/);
  await page.keyboard.press('v');
  await page
    .getByRole('region', { name: 'Stack as text' })
    .getByText(/Caused by: ApiError/)
    .waitFor();
  await page.keyboard.press('Escape');
  await page.waitForURL(`**/projects/${project.slug}/issues`);
  quiet();
  await close();
});

test('space peeks at the issue, j and k move the pane, escape closes it', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/issues');
  await page.getByRole('link', { name: /TypeError/ }).waitFor();
  await page.keyboard.press('Space');
  const pane = page.getByRole('complementary', { name: 'Peek at the issue' });
  await pane.getByText('totalFor').waitFor();
  await accessible(page, 'peek pane');
  await fits(page, 'peek pane');
  await page.setViewportSize(narrow);
  await fits(page, 'peek pane');
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  quiet();
  await close();
});

test('events are stepped by keys, and the address follows', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByText('Event 3 of 3').waitFor();
  await page.keyboard.press(',');
  await page.getByText('Event 2 of 3').waitFor();
  assert.match(page.url(), /\/events\/[\w-]+$/);
  await page.getByText('id:u-2').first().waitFor();
  await page.keyboard.press('Shift+<');
  await page.getByText('Event 1 of 3').waitFor();
  await page.reload();
  await page.getByText('Event 1 of 3').waitFor();
  await page.keyboard.press('.');
  await page.getByText('Event 2 of 3').waitFor();
  await page.keyboard.press('Shift+>');
  await page.getByText('Event 3 of 3').waitFor();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByLabel('Search the event').fill('A-1');
  await page.getByText(/^1 of \d+$/).waitFor();
  await accessible(page, 'raw JSON', ['dark', 'light']);
  quiet();
  await close();
});

test('r resolves, z takes it back, the menu snoozes', async () => {
  const { page, go, quiet, close } = await open();
  const status = async () => (await admin.get(`/projects/${project.id}/issues/${issue.id}`)).status;
  await go(address());
  await page.getByText('sum += l.product.price;').waitFor();
  await page.keyboard.press('r');
  await page.getByText('Resolved.', { exact: true }).first().waitFor();
  await until('the server resolved it', async () => (await status()) === 'resolved');
  await page.getByRole('button', { name: /^Reopen/ }).waitFor();
  await page.keyboard.press('z');
  await until('the server took it back', async () => (await status()) === 'open');
  await page.getByText('Undone.').first().waitFor();
  await page.keyboard.press('s');
  await page.getByRole('option', { name: /100 more events/ }).click();
  await page.getByText('Snoozed, back after 100 more events').waitFor();
  assert.equal(await status(), 'snoozed');
  await page.keyboard.press('o');
  await until('it is open again', async () => (await status()) === 'open');
  quiet();
  await close();
});

test('a comment is written by key; its draft survives a reload; a link in it is one', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go(`/projects/storefront-web/issues/${issue.short_id}`);
  const field = page.getByRole('textbox', { name: 'Comment' });
  await field.waitFor();
  await page.keyboard.press('c');
  await page.keyboard.type('Known, see https://example.com/wiki');
  await page.reload();
  await field.waitFor();
  assert.equal(await field.inputValue(), 'Known, see https://example.com/wiki');
  await field.press('Control+Enter');
  await page.getByRole('link', { name: 'https://example.com/wiki' }).waitFor();
  assert.equal(await field.inputValue(), '');
  await accessible(page, 'issue with a comment');
  await page.getByRole('button', { name: 'Reply' }).click();
  await page.getByRole('textbox', { name: 'Reply' }).fill('Thanks <script>alert(1)</script>');
  await page.getByRole('button', { name: 'Reply', exact: true }).last().click();
  await page.locator('#activity p', { hasText: 'Thanks <script>' }).waitFor();
  const focused = () =>
    page.evaluate(
      () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,
    );
  await until('the focus is back', async () => (await focused()) === 'Reply');
  await page.getByRole('button', { name: 'Edit', exact: true }).last().click();
  assert.equal(await focused(), 'Edit the comment');
  await page.keyboard.press('Escape');
  assert.equal(await focused(), 'Edit');
  await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.press('Escape');
  await until('the question gives the focus back', async () => (await focused()) === 'Delete');
  await go('/inbox');
  await page.getByText('Nothing needs you').waitFor();
  await checkScreen(page, 'inbox');
  quiet();
  await close();
});

test('a new event is offered, and what is read does not move', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByText('Event 3 of 3').waitFor();
  await page.locator('[data-live="live"]').first().waitFor();
  await sendEvents(project.dsn, [aChain({ user: { id: 'u-new' } })]);
  await page.getByRole('button', { name: /1 newer event/ }).waitFor();
  await page.getByText('Event 3 of 3').waitFor();
  await page.keyboard.press('u');
  await page.getByText('Event 4 of 4').waitFor();
  await page.getByText('id:u-new').first().waitFor();
  quiet();
  await close();
});

test('no dead ends: no such issue, no such event, no stack', async () => {
  const { page, go, quiet, close } = await open();
  await go(`/projects/${project.slug}/issues/${issue.short_id}999`);
  await page.getByText('This issue is not there').waitFor();
  await checkScreen(page, 'no such issue');
  await go(`${address()}/events/00000000-0000-4000-8000-000000000000`);
  await page.getByText('This event is not stored').waitFor();
  await accessible(page, 'no such event', ['dark']);
  await page.getByRole('button', { name: 'Newest stored event' }).click();
  await page.getByText('sum += l.product.price;').waitFor();
  const { exception: _, ...rest } = anEvent();
  await sendEvents(project.dsn, [{ ...rest, message: 'Cache is cold', level: 'warning' }]);
  const [bare] = await until('the message is an issue', async () => {
    const issues = await issuesOf(admin, project, 2);
    return issues.filter((one) => one.title === 'Cache is cold');
  });
  await go(`/projects/${project.slug}/issues/${bare.short_id}`);
  await page.getByRole('heading', { level: 2, name: 'Message' }).waitFor();
  await checkScreen(page, 'an event without a stack');
  quiet([404]);
  await close();
});

test('on a telephone: verbs at the bottom, nothing wider than the screen', async () => {
  const { page, go, quiet, close } = await open({ viewport: narrow });
  await go(address());
  await page.getByText('sum += l.product.price;').waitFor();
  await fits(page, 'an issue on a telephone');
  const box = await page.getByRole('button', { name: /^Resolve/ }).boundingBox();
  assert.ok(box && box.y > narrow.height / 2, 'verbs are in reach of the thumb');
  await photograph(page, 'issue-narrow');
  await accessible(page, 'an issue on a telephone');
  quiet();
  await close();
});
