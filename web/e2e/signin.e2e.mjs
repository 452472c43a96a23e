import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  checkScreen,
  client,
  makeAdmin,
  openPage,
  PASSWORD,
  photograph,
  startBrowser,
  startServer,
  until,
} from './lib/index.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('first run: the setup link makes the admin, then asks for the first project', async () => {
  const { page, go, quiet, close } = await openPage(browser, server);
  await go('/');
  await page.getByRole('heading', { level: 1, name: 'This server is new' }).waitFor();
  await checkScreen(page, 'a new server');
  await go(`/setup?code=${await server.setupCode()}`);
  await page.getByLabel('Your name').fill('Ana Lund');
  await page.getByLabel('Mail address').fill('ana@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await checkScreen(page, 'setup');
  await photograph(page, 'setup');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Create the first project').waitFor();
  await checkScreen(page, 'no projects');
  await page.getByLabel('Name').fill('storefront-web');
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connect storefront-web' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/projects/storefront-web/setup');
  quiet();
  await close();
});

test('the setup link works once', async () => {
  const { page, go, quiet, close } = await openPage(browser, server);
  await go('/setup?code=anything');
  await page.getByRole('heading', { level: 1, name: 'Set up already' }).waitFor();
  quiet();
  await close();
});

test('sign-in: a wrong password says so, the right one leads to the page asked for', async () => {
  const { page, go, quiet, close } = await openPage(browser, server);
  await go('/settings/tokens');
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  assert.match(page.url(), /\/login\?next=%2Fsettings%2Ftokens$/);
  await checkScreen(page, 'sign-in');
  await photograph(page, 'signin');
  await page.getByLabel('Mail address').fill('ana@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not this one at all');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Mail address or password is wrong.').waitFor();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Access tokens' }).waitFor();
  quiet([401]);
  await close();
});

test('an ended session asks for the password over the page and goes on there', async () => {
  const ana = client(server);
  await ana.post('/auth/local/login', { email: 'ana@example.com', password: PASSWORD });
  const { page, go, quiet, close } = await openPage(browser, server, { as: ana });
  await go('/settings/look');
  await page.getByRole('heading', { level: 1, name: 'Look and keys' }).waitFor();
  await ana.post('/auth/logout');
  await page.getByRole('link', { name: 'Access tokens' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session ended' });
  await dialog.waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('No token yet.').waitFor();
  quiet([401]);
  await close();
});

test('an invitation makes a member', async (t) => {
  const ana = client(server);
  await ana.post('/auth/local/login', { email: 'ana@example.com', password: PASSWORD });
  const { page, go, quiet, close } = await openPage(browser, server, { as: ana });
  await go('/users');
  const invite = page.getByRole('button', { name: 'Invite' });
  await invite.click();
  await page.getByRole('dialog').getByLabel('Mail address').waitFor();
  await page.keyboard.press('Escape');
  await until('the dialog gives the focus back', () =>
    invite.evaluate((node) => node === document.activeElement),
  );
  await invite.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Mail address').fill('bo@example.com');
  await dialog.getByLabel('Role').selectOption('member');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByRole('region', { name: 'invitation link' }).textContent();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByText('bo@example.com').waitFor();
  await checkScreen(page, 'users');
  quiet();
  await close();

  await t.test('who opens the link chooses name and password', async () => {
    const guest = await openPage(browser, server);
    await guest.page.goto(link.trim());
    await guest.page.getByLabel('Your name').fill('Bo Chen');
    await guest.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await checkScreen(guest.page, 'invitation');
    await guest.page.getByRole('button', { name: 'Create account' }).click();
    await guest.page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await guest.go('/users');
    await guest.page.getByText('This needs an admin').waitFor();
    guest.quiet();
    await guest.close();
  });
});

test('makeAdmin works for other tests', async () => {
  const other = await startServer();
  try {
    const admin = await makeAdmin(other);
    assert.equal((await admin.get('/me')).role, 'admin');
  } finally {
    await other.stop();
  }
});
