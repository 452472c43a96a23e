// What is new in the issue list: since it was read, since the last visit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  checkScreen,
  createProject,
  kind,
  makeAdmin,
  openPage,
  sendEvents,
  sendKinds,
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
  await sendKinds(admin, project);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const address = (search = '') => `/projects/${project.slug}/issues${search}`;
const rows = (page) => page.getByRole('grid', { name: 'Issues' }).getByRole('row');
const row = (page, name) => page.getByRole('link', { name: new RegExp(name) });

test('what is new and what changed waits behind the pill', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await row(page, 'AlphaError').waitFor();
  await page.locator('[data-live="live"]').first().waitFor();
  const before = await rows(page).allTextContents();
  await sendEvents(project.dsn, [kind('ThetaError'), kind('IotaWarning', { level: 'warning' })]);
  await page.getByRole('button', { name: /^1 new/ }).waitFor();
  await sendEvents(project.dsn, [kind('AlphaError')]);
  await page.getByRole('button', { name: /^1 new, 1 changed/ }).waitFor();
  const names = (texts) => texts.map((text) => /[A-Z][a-z]+(Error|Warning)/.exec(text)[0]);
  assert.deepEqual(names(await rows(page).allTextContents()), names(before), 'nothing moves');
  await page.keyboard.press('u');
  await row(page, 'ThetaError').waitFor();
  assert.equal(names(await rows(page).allTextContents())[0], 'AlphaError');
  quiet();
  await close();
});

test('what comes between the list and its stream is behind the pill too', async () => {
  const { page, go, quiet, close } = await open();
  let letGo;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route('**/api/v1/stream?**', async (route) => {
    await held;
    await route.continue();
  });
  await go(address());
  await row(page, 'AlphaError').waitFor();
  await sendEvents(project.dsn, [kind('LambdaError')]);
  await until('it is there', async () => {
    const { total } = await admin.get(`/projects/${project.id}/issues?q=lambdaerror`);
    return total === 1;
  });
  letGo();
  await page.getByRole('button', { name: '1 new' }).waitFor();
  assert.equal(await row(page, 'LambdaError').count(), 0, 'it waits');
  quiet();
  await close();
});

test('since the last visit: what is new above the list', async () => {
  const { page, go, quiet, close, requests } = await open();
  await go(address());
  await row(page, 'AlphaError').waitFor();
  await sendEvents(project.dsn, [kind('KappaError')]);
  await until('it is there', async () => {
    const { total } = await admin.get(`/projects/${project.id}/issues?q=kappaerror`);
    return total === 1;
  });
  await page.reload();
  await row(page, 'KappaError').waitFor();
  const visits = requests.filter((url) => url.includes('/me/visits/'));
  assert.equal(visits.length, 1, 'a reload is no visit');
  await close();
  const later = await open();
  await later.go(address());
  await later.page.getByText(/Since your last visit/).waitFor();
  await checkScreen(later.page, 'since the last visit');
  await later.page.getByRole('button', { name: /new$/ }).click();
  await later.page.waitForURL(/q=first/);
  await row(later.page, 'KappaError').waitFor();
  quiet();
  later.quiet();
  await later.close();
});
