// Sweep: one issue a screen, decided by keys, taken back, and a note at the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anEvent,
  checkScreen,
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
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'shop');
  // Apart in time, so that their order is one.
  for (const type of ['ThirdError', 'SecondError', 'FirstError']) {
    await sendEvents(project.dsn, [anEvent({ type, value: `${type} happened` })]);
    await until('it is there', async () =>
      (await issuesOf(admin, project)).some((one) => one.title.startsWith(type)),
    );
  }
  await issuesOf(admin, project, 3);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('three issues are swept by keys, one is taken back; the note says what became of them', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  const status = async (type) =>
    (await issuesOf(admin, project, 3)).find((one) => one.title.startsWith(type)).status;
  await go('/projects/shop/issues');
  await page.getByRole('row').nth(2).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await page.waitForURL('**/sweep/shop');
  const heading = (type) => page.getByRole('heading', { level: 2, name: new RegExp(type) }).waitFor();
  const seen = [];
  const title = async () => (await page.getByRole('heading', { level: 2 }).textContent()).split(' ')[0];
  await page.getByText('1 of 3 · 0 decided').waitFor();
  await checkScreen(page, 'a sweep');
  await photograph(page, 'sweep');
  seen.push(await title());
  await page.getByRole('textbox', { name: /^Why/ }).fill('known, fixed in 2.4.2');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('r');
  await page.getByText('2 of 3 · 1 decided').waitFor();
  await until('it is resolved', async () => (await status(seen[0])) === 'resolved');
  seen.push(await title());
  await page.keyboard.press('i');
  await page.getByText('3 of 3 · 2 decided').waitFor();
  await until('it is ignored', async () => (await status(seen[1])) === 'ignored');
  await page.getByText('Ignored.').first().waitFor();
  await page.keyboard.press('z');
  await until('it is open again', async () => (await status(seen[1])) === 'open');
  await page.getByText('3 of 3 · 1 decided').waitFor();
  await page.keyboard.press('e');
  await heading(seen[1]);
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await page.getByRole('heading', { level: 2, name: '3 issues looked at, 1 decided' }).waitFor();
  const note = await page.getByRole('region', { name: 'hand-over note' }).textContent();
  assert.match(
    note,
    new RegExp(`- \\*\\*Resolved\\*\\* \\[SHOP-\\d+\\]\\(.*\\) ${seen[0]}.*: known, fixed in 2\\.4\\.2`),
  );
  assert.match(note, new RegExp(`Left as they are:[^]*${seen[1]}`));
  await checkScreen(page, 'the end of a sweep');
  await page.keyboard.press('Escape');
  await page.waitForURL('**/projects/shop/issues');
  quiet();
  await close();
});

test('what is decided stays decided when the list is read anew without it', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/sweep/shop?q=is:open');
  await page.getByText('1 of 2 · 0 decided').waitFor();
  await page.keyboard.press('r');
  await page.getByText('2 of 2 · 1 decided').waitFor();
  await page.getByText('Resolved.').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('delete');
  await page.getByRole('option', { name: /^Delete…/ }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await page.getByRole('heading', { level: 2, name: '2 issues looked at, 2 decided' }).waitFor();
  await page
    .getByText(/deleted\./i)
    .first()
    .waitFor();
  // Taken back, it is in the list again, which is read anew for it: the resolved one is not.
  const again = page.waitForResponse(/\/projects\/shop\/issues\?/);
  await page.keyboard.press('z');
  const { issues } = await (await again).json();
  assert.equal(issues.length, 1);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 100))));
  await page.getByRole('heading', { level: 2, name: '2 issues looked at, 1 decided' }).waitFor();
  const note = await page.getByRole('region', { name: 'hand-over note' }).textContent();
  assert.match(note, /- \*\*Resolved\*\* /);
  assert.doesNotMatch(note, /Deleted/);
  quiet();
  await close();
});
