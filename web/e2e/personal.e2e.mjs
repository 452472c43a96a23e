// Settings of one's own: what one is told, the size of text, keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anEvent,
  checkScreen,
  createProject,
  fits,
  issuesOf,
  makeAdmin,
  makeMember,
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
let bo;
let project;
let issue;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  bo = await makeMember(server, admin, { name: 'Bo Berg', email: 'bo@example.com' });
  project = await createProject(admin, 'storefront-web');
  await sendEvents(project.dsn, [anEvent()]);
  [issue] = await issuesOf(admin, project);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const assign = async (to) =>
  admin.put(`/projects/${project.id}/issues/${issue.id}/assign`, { assigned_to: to });
const toldOf = async (kind) =>
  (await bo.get('/notifications')).items.filter((one) => one.kind === kind).length;

test('what is turned off is not told, by the server itself; quiet hours are kept', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: bo });
  await go('/settings/notifications');
  await page.getByRole('checkbox', { name: 'An issue becomes mine: Inbox' }).uncheck();
  await page.getByRole('switch', { name: 'Quiet hours' }).click();
  await page.getByLabel('From').fill('21:30');
  await checkScreen(page, 'notifications');
  await photograph(page, 'notifications');
  await until('the server has them', async () => {
    const kept = await bo.get('/me/preferences');
    return kept.notify?.inbox?.assigned === false && kept.quiet_hours?.from === '21:30';
  });
  await admin.post(`/projects/${project.id}/issues/${issue.id}/comments`, {
    body: `@[Bo Berg](user:${(await bo.get('/me')).id}) look`,
  });
  const { id } = await bo.get('/me');
  await assign(id);
  await until('the mention is told', async () => (await toldOf('mention')) === 1);
  assert.equal(await toldOf('assigned'), 0);
  quiet();
  await close();
});

test('text at 125 %: letters grow, nothing is cut off at the side, and it stays', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: bo });
  await go('/settings/look');
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  assert.equal(await size(), 13);
  await page.getByRole('radio', { name: '125 %' }).check({ force: true });
  assert.equal(await size(), 16.25);
  await page.reload();
  await page.getByRole('radio', { name: '125 %' }).waitFor();
  assert.equal(await size(), 16.25);
  await checkScreen(page, 'look at 125 %');
  await go(`/projects/storefront-web/issues/${issue.short_id}`);
  await page.getByText('sum += l.product.price;').waitFor();
  await fits(page, 'an issue at 125 %');
  await photograph(page, 'issue-125');
  quiet();
  await close();
});

test('a key of one’s own: refused when it is taken, then it is the verb’s and the old one is not', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: bo });
  await go('/settings/look');
  const change = page.getByRole('button', { name: 'Change the key of Resolve', exact: true });
  await change.click();
  await page.keyboard.press('s');
  await page.getByText('That key is Snooze already.').waitFor();
  await page.keyboard.press('q');
  await change.waitFor();
  await photograph(page, 'own-keys');
  const status = async () => (await admin.get(`/projects/${project.id}/issues/${issue.id}`)).status;
  await go(`/projects/storefront-web/issues/${issue.short_id}`);
  await page.getByText('sum += l.product.price;').waitFor();
  await page.keyboard.press('r');
  await page.keyboard.press('q');
  await until('it is resolved', async () => (await status()) === 'resolved');
  quiet();
  await close();
});

test('who leaves hands over what is open; the table says how much that is', async () => {
  const cy = await makeMember(server, admin, { name: 'Cy Cole', email: 'cy@example.com' });
  const { id } = await cy.get('/me');
  await admin.put(`/projects/${project.id}/issues/${issue.id}`, { status: 'open' });
  await assign(id);
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/users');
  const row = page.getByRole('row').filter({ hasText: 'Cy Cole' });
  await row.getByRole('link', { name: '1', exact: true }).waitFor();
  await checkScreen(page, 'users');
  await page.getByRole('button', { name: 'More for Cy Cole' }).click();
  await page.getByRole('menuitem', { name: /^Disable/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Disable Cy Cole?' });
  await dialog.getByRole('combobox', { name: 'Who takes over 1 open issue' }).selectOption('Bo Berg');
  await photograph(page, 'disable');
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('1 open issue went to Bo Berg.').first().waitFor();
  await row.getByText('disabled').last().waitFor();
  const now = await admin.get(`/projects/${project.id}/issues/${issue.id}`);
  assert.equal(now.assigned_to, (await bo.get('/me')).id);
  quiet();
  await close();
});

test('a frame opens in one’s editor once it knows where the code lies; the desktop tells when asked to', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  const at = `/projects/storefront-web/issues/${issue.short_id}`;
  const link = page.getByRole('link', { name: 'Open in your editor' }).first();
  await go(at);
  await page.getByText('sum += l.product.price;').waitFor();
  assert.equal(await link.count(), 0);
  await go('/settings/editor');
  await checkScreen(page, 'editor, none');
  await page.getByRole('combobox', { name: 'Open files in' }).selectOption('VS Code');
  await page.getByRole('textbox', { name: /^Folder of the code/ }).fill('/home/ana/shop');
  await page.getByText('vscode://file/home/ana/shop/checkout/cart.ts:88:1').waitFor();
  await checkScreen(page, 'editor');
  await photograph(page, 'editor');
  await until('it is kept', async () => (await admin.get('/me/preferences')).editor?.to === '/home/ana/shop');
  await go(at);
  await page.getByText('sum += l.product.price;').waitFor();
  assert.equal(await link.getAttribute('href'), 'vscode://file/home/ana/shop/checkout/cart.ts:88:14');
  await page.context().grantPermissions(['notifications']);
  await go('/settings/notifications');
  const desktop = page.getByRole('switch', { name: 'Show it on the desktop' });
  await desktop.click();
  await until('it is on', () => desktop.isChecked());
  await page.reload();
  await until('it stays on', () => desktop.isChecked());
  quiet();
  await close();
});
