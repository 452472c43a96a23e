// The system page: figures that move while one looks, workers, configuration, the dot of trouble.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anEvent,
  checkScreen,
  createProject,
  makeAdmin,
  openPage,
  photograph,
  sendEvents,
  startBrowser,
  startServer,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;
before(async () => {
  [server, browser] = await Promise.all([startServer({ SMTP_PASSWORD: 'not-for-eyes' }), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  await sendEvents(project.dsn, [anEvent(), anEvent({ type: 'RangeError' })]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the overview moves while one looks at it', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/admin');
  const requests = page.locator('dl[aria-label="Now"] dd').first();
  await page.locator('[data-live="live"]').waitFor();
  await sendEvents(
    project.dsn,
    Array.from({ length: 30 }, () => anEvent({ type: 'Live' })),
  );
  await page.waitForFunction(
    (node) => Number.parseFloat(node.textContent) > 0,
    await requests.elementHandle(),
  );
  await page.getByRole('radio', { name: '1 h', exact: true }).check({ force: true });
  await page.getByRole('img', { name: /Events by the minute/ }).waitFor();
  assert.match(page.url(), /range=1h/);
  await page.getByRole('row', { name: /storefront-web/ }).waitFor();
  await page.getByText(/by GoSnag/).waitFor();
  await checkScreen(page, 'system overview');
  await photograph(page, 'system');
  quiet();
  await close();
});

test('a worker is run by hand; secrets of the configuration stay secret', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/admin/workers');
  const before = (await admin.get('/system/workers')).items.find((one) => one.name === 'issue.trend');
  await page.getByRole('button', { name: 'Run issue.trend now' }).click();
  await page.getByText('It runs within two seconds.', { exact: true }).waitFor();
  let ran;
  for (let i = 0; i < 200 && !ran; i++) {
    const { items } = await admin.get('/system/workers');
    ran = items.some((one) => one.name === 'issue.trend' && one.last_started_at !== before.last_started_at);
    if (!ran) await new Promise((done) => setTimeout(done, 50));
  }
  assert.ok(ran, 'the worker ran again');
  await checkScreen(page, 'workers');
  await go('/admin/config');
  const row = page.getByRole('row', { name: /SMTP_PASSWORD/ });
  await row.getByText('environment').last().waitFor();
  assert.ok(!(await page.content()).includes('not-for-eyes'), 'the secret is nowhere on the page');
  await checkScreen(page, 'configuration');
  await page.getByRole('searchbox', { name: 'Find' }).fill('base_url');
  await page.getByRole('row', { name: /^BASE_URL/ }).waitFor();
  assert.equal(await row.count(), 0, 'the others are out of sight');
  quiet();
  await close();
});

test('a worker that fails raises a dot on every page, and is named', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await page.route('**/api/v1/system/summary', async (route) => {
    const summary = await (await route.fetch()).json();
    summary.jobs.workers_failing = 1;
    await route.fulfill({ json: summary });
  });
  await go('/');
  const dot = page.locator('nav a[href="/admin"]').getByTitle('A worker fails.');
  await dot.waitFor();
  await page.locator('nav a[href="/admin"]').click();
  await page.getByRole('alert').getByRole('link', { name: 'Look at them' }).click();
  await page.getByRole('heading', { name: 'System' }).waitFor();
  await page.getByRole('row', { name: /issue\.trend/ }).waitFor();
  quiet();
  await close();
});
