// Cron monitors: from the empty page to a run, a failure, and the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkScreen, createProject, makeAdmin, openPage, startBrowser, startServer } from './lib/index.mjs';

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

async function checkIn(slug, body) {
  const dsn = new URL(project.dsn);
  const url = `${server.url}/api/${dsn.pathname.slice(1)}/cron/${slug}/${dsn.username}/`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 202);
}

test('an empty page has lines to copy; a check-in fills it', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/monitors');
  await page.getByText('No job reports here yet').waitFor();
  for (const way of ['sentry-cli', 'Python', 'JavaScript', 'curl']) {
    await page.getByText(way, { exact: true }).click();
    await page.getByRole('region', { name: `${way} lines` }).waitFor();
  }
  await checkScreen(page, 'no monitor');
  const monitor_config = { schedule: { type: 'crontab', value: '0 3 * * *' }, timezone: 'Europe/Berlin' };
  await checkIn('nightly-backup', { status: 'ok', duration: 12.5, monitor_config });
  await checkIn('nightly-backup', { status: 'error', environment: 'staging' });
  await page.getByRole('link', { name: 'nightly-backup' }).waitFor({ timeout: 25_000 });
  await page.reload();
  await page.getByText('failed', { exact: true }).waitFor();
  await checkScreen(page, 'monitors');
  quiet();
  await close();
});

test('a monitor shows its runs, is muted and deleted', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/monitors/nightly-backup');
  await page.getByRole('cell', { name: '12.5 s' }).waitFor();
  await checkScreen(page, 'monitor');
  await page.getByText('staging', { exact: true }).click();
  await page.getByText('1 failed in a row, an issue is open').waitFor();
  assert.match(page.url(), /env=staging/);
  await page.getByRole('button', { name: 'Mute' }).click();
  await page.getByRole('button', { name: 'Unmute' }).waitFor();
  assert.equal((await admin.get(`/projects/${project.id}/monitors/nightly-backup`)).is_muted, true);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete monitor' }).click();
  await page.getByText('No job reports here yet').waitFor();
  quiet();
  await close();
});
