// The palette: what is pasted is found, verbs ask the next thing in place.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
  createProject,
  issuesOf,
  makeAdmin,
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
let event;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  [event] = await sendEvents(project.dsn, [anEvent()]);
  [issue] = await issuesOf(admin, project);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The palette with this typed or pasted in it. */
async function ask(page, text) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Jump to anything' });
  const field = palette.getByRole('combobox');
  await field.waitFor();
  await field.evaluate((node, pasted) => {
    const data = new DataTransfer();
    data.setData('text', pasted);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  if (!text.includes('\n')) await field.fill(text);
  return palette;
}

test('an id, an event, a DSN, an address and a whole stack trace lead to their place', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/');
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  for (const text of [issue.short_id, event, `/projects/${project.slug}/issues/${issue.short_id}`]) {
    const palette = await ask(page, text);
    await palette.getByRole('option', { name: /TypeError/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/issues\/[^/]+/);
    await palette.waitFor({ state: 'detached' });
    await go('/');
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  }
  const dsn = await ask(page, project.dsn);
  await dsn.getByText('Project of this DSN').waitFor();
  await page.keyboard.press('Escape');
  const trace = await ask(
    page,
    'TypeError: Cannot read properties of undefined\n    at totalFor (checkout/cart.ts:88:14)\n    at onClick (checkout/Button.tsx:21:3)',
  );
  await trace.getByText('Pasted 3 lines: Issues like this stack trace').waitFor();
  await accessible(page, 'palette with a stack trace');
  await photograph(page, 'palette-trace');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/issues/${issue.short_id}`));
  quiet();
  await close();
});

test('verbs of the focused issue are there, and ask the next thing in place', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go(`/projects/${project.slug}/issues`);
  await page.getByRole('link', { name: /TypeError/ }).waitFor();
  const palette = await ask(page, '>assign to');
  await palette.getByRole('option', { name: 'Assign to…' }).waitFor();
  await page.keyboard.press('Enter');
  await palette.getByRole('combobox', { name: 'Assign to…' }).waitFor();
  await palette.getByRole('option', { name: /Ana Lund \(me\)/ }).waitFor();
  await accessible(page, 'palette, next question', ['dark']);
  await page.keyboard.press('Enter');
  await until('it is assigned', async () => {
    const { assigned_to } = await admin.get(`/projects/${project.id}/issues/${issue.id}`);
    return assigned_to !== null;
  });
  const people = await ask(page, '@ana');
  await people.getByRole('option', { name: /Ana Lund/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => (url.searchParams.get('q') ?? '').includes('assignee:ana@example.com'));
  assert.equal(new URL(page.url()).pathname, '/issues');
  await page.getByRole('link', { name: /TypeError/ }).waitFor();
  quiet();
  await close();
});
