import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
  checkScreen,
  createProject,
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
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
/** Preferences live on the server: a test leaves them as it found them. */
const forget = () => admin.put('/me/preferences', {});
const open = (options) => openPage(browser, server, { as: admin, ...options });

test('connecting: refused requests are shown, the first event turns the page', async () => {
  const { page, go, quiet, close } = await open();
  await go(`/projects/${project.slug}/setup`);
  await page.getByText('Waiting for the first event').waitFor();
  for (const name of ['Python', 'Rust', 'curl']) {
    await page.getByRole('radio', { name }).check({ force: true });
    await page.getByText(new URL(project.dsn).username).first().waitFor();
  }
  assert.match(page.url(), /platform=curl/);
  await checkScreen(page, 'connecting an SDK');
  await photograph(page, 'connect');
  const wrong = project.dsn.replace(/\/\/[0-9a-f]+@/, `//${'0'.repeat(32)}@`);
  await assert.rejects(sendEvents(wrong, [anEvent()]));
  await page.getByText(/refused, 403/).waitFor();
  await page.getByRole('button', { name: 'Send a test event from this page' }).click();
  await page.getByText(/Events arrive, the last one/).waitFor();
  await accessible(page, 'first event received', ['dark']);
  quiet();
  await close();
});

test('projects: cards with figures, live, a table on request, filter, keys', async () => {
  await createProject(admin, 'billing-api');
  await sendEvents(project.dsn, [anEvent(), anEvent({ type: 'RangeError', value: 'Invalid array length' })]);
  await until('two issues are open', async () => {
    const list = await admin.get('/projects');
    return list.find((one) => one.id === project.id).open_issues >= 2;
  });
  const { page, go, quiet, close } = await open();
  await go('/');
  await page.getByRole('heading', { level: 2, name: 'storefront-web' }).waitFor();
  await page.getByText('Waiting for its first event.').waitFor();
  await checkScreen(page, 'projects');
  await photograph(page, 'projects');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'billing-api');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'billing-api is a favourite' }).waitFor();
  await page.getByRole('link', { name: /Favourites/ }).click();
  await until('one card is left', async () => (await page.getByRole('article').count()) === 1);
  await page.getByRole('navigation', { name: 'Groups' }).getByRole('link', { name: /All/ }).click();
  assert.equal((await admin.get('/favorites')).length, 1);
  await page
    .getByRole('navigation', { name: 'Favourites' })
    .getByRole('link', { name: /billing-api/ })
    .waitFor();
  await page.getByRole('button', { name: 'Show as a table' }).click();
  await page.getByRole('table', { name: 'Projects' }).waitFor();
  await checkScreen(page, 'projects as a table');
  await page.keyboard.press('/');
  await page.keyboard.type('bill');
  await until('one is left', async () => (await page.getByRole('row').count()) === 2);
  assert.match(page.url(), /q=bill/);
  await page.keyboard.press('Escape');
  quiet();
  await close();
});

test('keyboard: palette, help, jumps, sidebar, and the switch that turns single keys off', async () => {
  const { page, go, quiet, close } = await open();
  await go('/');
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Jump to anything' });
  await palette.getByRole('combobox').waitFor();
  await accessible(page, 'palette', ['dark']);
  await page.keyboard.type('tokens');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Access tokens' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  await page.keyboard.press('[');
  await page.getByRole('button', { name: 'Unfold the sidebar' }).waitFor();
  await accessible(page, 'folded sidebar', ['light']);
  await page.keyboard.press('[');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keys' });
  await help.getByText('Jump to anything').waitFor();
  await accessible(page, 'keys', ['light']);
  await help.getByRole('switch', { name: 'Single keys' }).click();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.keyboard.press('Control+k');
  await palette.waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  await forget();
  quiet();
  await close();
});

test('small screen: bottom bar and drawer', async () => {
  const { page, go, quiet, close } = await open({ viewport: narrow });
  await go('/');
  await page.getByRole('button', { name: 'More' }).click();
  const drawer = page.getByRole('dialog', { name: 'Menu' });
  await drawer.getByRole('link', { name: 'Settings' }).waitFor();
  await accessible(page, 'drawer', ['dark']);
  await drawer.getByRole('link', { name: 'Settings' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor();
  quiet();
  await close();
});

test('tokens: made, shown once, revoked', async () => {
  const { page, go, quiet, close } = await open();
  await go('/settings/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('laptop');
  await accessible(page, 'new token', ['dark']);
  await dialog.getByRole('button', { name: 'Create token' }).click();
  const text = await dialog.getByRole('region', { name: 'token' }).textContent();
  assert.match(text, /^gsn_[0-9a-f]{64}$/);
  const asToken = await fetch(`${server.url}/api/v1/projects`, {
    headers: { Authorization: `Bearer ${text}` },
  });
  assert.equal(asToken.status, 200);
  await dialog.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('cell', { name: 'laptop', exact: true }).waitFor();
  await checkScreen(page, 'tokens');
  await page.getByRole('button', { name: 'Revoke laptop' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke token' }).click();
  await page.getByText('Token revoked.', { exact: true }).waitFor();
  await page.getByText('No token yet.').waitFor();
  await accessible(page, 'toast', ['dark']);
  quiet();
  await close();
});

test('project settings: a new name everywhere, old addresses keep working', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/billing-api/settings');
  await page.getByLabel('Name', { exact: true }).fill('Billing');
  await page.getByLabel('Name in addresses').fill('billing');
  await checkScreen(page, 'project settings');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved.', { exact: true }).waitFor();
  await page.waitForURL(/\/projects\/billing\/settings/);
  await go('/projects/billing-api/settings/dsn');
  await page.getByRole('region', { name: 'DSN', exact: true }).first().waitFor();
  await checkScreen(page, 'DSN');
  quiet();
  await close();
});

test('look: the theme changes at once and stays', async () => {
  const { page, go, quiet, close } = await open();
  await go('/settings/look');
  await checkScreen(page, 'look');
  await page.getByRole('radio', { name: 'Light' }).check({ force: true });
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
  await page.reload();
  await page.getByRole('radio', { name: 'Light' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
  await forget();
  quiet();
  await close();
});

test('offline: a banner, what is there stays, a write says that nothing was changed', async () => {
  const { page, go, close } = await open();
  await go('/settings/profile');
  await page.getByLabel('Name').fill('Ana L.');
  await page.context().setOffline(true);
  await page.getByText(/Offline\. What you see is from before/).waitFor();
  await accessible(page, 'offline', ['dark']);
  await page.getByRole('button', { name: 'Save name' }).click();
  await page.getByRole('alert').getByText('This device is offline; nothing was changed').waitFor();
  await page.context().setOffline(false);
  await page.getByText(/Offline\./).waitFor({ state: 'hidden' });
  await close();
});

test('no dead ends: an address without a page, a project that is not there', async () => {
  const { page, go, quiet, close } = await open();
  await go('/nothing/here');
  await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
  await checkScreen(page, 'not found');
  await go('/projects/nowhere/setup');
  await page.getByRole('alert').waitFor();
  await accessible(page, 'a failed read', ['dark']);
  quiet([404]);
  await close();
});

test('the API documentation shows the routes', async () => {
  const { page, go, quiet, close } = await open();
  await go('/api/v1/docs');
  await page.getByRole('searchbox').fill('projects');
  await page.getByText('/api/v1/projects', { exact: true }).first().click();
  await page
    .getByText(/^Answer/)
    .filter({ visible: true })
    .first()
    .waitFor();
  await accessible(page, 'API documentation');
  quiet();
  await close();
});
