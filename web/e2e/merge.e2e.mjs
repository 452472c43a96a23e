import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
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
let big;
let small;

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  const other = anEvent({ type: 'RangeError', level: 'warning', user: { id: 'u-9' } });
  other.exception.values[0].stacktrace.frames[1].function = 'taxFor';
  await sendEvents(project.dsn, [anEvent(), anEvent({ user: { id: 'u-2' } }), other]);
  const issues = await until('three events are digested', async () => {
    const found = await issuesOf(admin, project, 2);
    return found.some((one) => one.event_count === 2) && found;
  });
  big = issues.find((one) => one.event_count === 2);
  small = issues.find((one) => one.event_count === 1);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const at = (issue) => `/projects/storefront-web/issues/${issue.short_id}`;
const count = async (issue) => (await admin.get(`/projects/${project.id}/issues/${issue.id}`)).event_count;

test('two issues become one by keys alone, and z takes it back', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go(at(small));
  await page.getByText('sum += l.product.price;').waitFor();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Merge issues' });
  await dialog.getByRole('searchbox', { name: 'Find issues to merge' }).fill('TypeError');
  await dialog.getByRole('button', { name: /TypeError/ }).focus();
  await page.keyboard.press('Enter');
  const stays = dialog.getByRole('radio', { name: /TypeError/ });
  await stays.waitFor();
  assert.ok(await stays.isChecked(), 'the one with the most events stays');
  await dialog.getByText('3 events', { exact: true }).waitFor();
  await dialog.getByText('2 to 3 users').waitFor();
  await dialog.getByText('Their levels differ: error, warning. It goes on as error.').waitFor();
  await dialog.getByText('1 of 3 the same').waitFor();
  await dialog.getByText(/Future events with these 2 fingerprints come to/).waitFor();
  await photograph(page, 'merge');
  await accessible(page, 'merge dialog');
  await fits(page, 'merge dialog');
  await page.setViewportSize(narrow);
  await fits(page, 'merge dialog on a telephone');
  await dialog.getByRole('button', { name: /^Merge 1 issue into/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/issues/${big.short_id}`);
  await page.getByText(`Merged ${small.short_id}.`).first().waitFor();
  assert.equal(await count(big), 3);
  await page.keyboard.press('z');
  await until('the server took it back', async () => (await count(big)) === 2);
  quiet();
  await close();
});

test('a merge whose answer comes after the news of it still leads to the one that stays', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  const readAgain = (response) => new URL(response.url()).pathname.endsWith(`/issues/${small.short_id}`);
  await page.route('**/issues/merge', async (route) => {
    const news = page.waitForResponse(readAgain);
    const response = await route.fetch();
    await news;
    await page.getByText(`${small.short_id} was merged into this one.`).waitFor();
    await route.fulfill({ response });
  });
  await go(at(small));
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge issues' });
  await dialog.getByRole('searchbox', { name: 'Find issues to merge' }).fill('TypeError');
  await dialog.getByRole('button', { name: /TypeError/ }).click();
  await dialog.getByRole('button', { name: /^Merge 1 issue into/ }).click();
  await page.waitForURL(`**/issues/${big.short_id}`);
  quiet();
  await close();
});
