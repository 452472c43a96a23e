// Statements of a project: from the empty page to a finding, its issue, and what the database says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  checkScreen,
  createProject,
  makeAdmin,
  openPage,
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

/** A request that asked for its lines one by one, and once for the cart, slowly. */
async function send(n, message = 'cart is empty') {
  const dsn = new URL(project.dsn);
  const lines = Array.from({ length: 6 }, (_, i) => ({
    category: 'query',
    message: `SELECT "id", "name" FROM "product" WHERE "id" = ${n * 10 + i}`,
    data: { duration_ms: 4.5 },
  }));
  const cart = {
    category: 'query',
    message: 'SELECT * FROM "cart" LIMIT 1',
    data: { duration_ms: 900 },
  };
  const response = await fetch(
    `${server.url}/api/${dsn.pathname.slice(1)}/store/?sentry_key=${dsn.username}`,
    {
      method: 'POST',
      body: JSON.stringify({
        message,
        transaction: 'GET /cart',
        breadcrumbs: [...lines, cart],
      }),
    },
  );
  assert.equal(response.status, 200);
}

test('an empty page says how statements come; three events make findings', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/queries');
  await page.getByText('No event tells of SQL yet').waitFor();
  await page.getByText('Laravel', { exact: true }).click();
  await page.getByText('SENTRY_BREADCRUMBS_SQL_QUERIES_ENABLED').waitFor();
  await checkScreen(page, 'no query');
  for (const n of [1, 2, 3]) await send(n);
  await page.waitForFunction(async (id) => {
    const answer = await fetch(`/api/v1/projects/${id}/query-patterns?kind=finding`);
    const { items } = await answer.json();
    return items.length === 2 && items.every((item) => item.findings.some((one) => one.issue_id));
  }, project.id);
  await page.reload();
  const list = page.getByRole('list', { name: 'Statements' });
  await list.getByText('N+1', { exact: true }).waitFor();
  await list.getByText('slow', { exact: true }).waitFor();
  await checkScreen(page, 'queries');
  quiet();
  await close();
});

test('a statement opens, leads to its issue and is muted', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/queries?sort=average');
  const row = page.getByRole('listitem').filter({ hasText: 'N+1' });
  await row.locator('summary').click();
  await row.getByText('18 times').waitFor();
  await row.getByRole('link', { name: /Open N\+1 issue/ }).click();
  await page
    .getByRole('region', { name: 'Statement (N+1)' })
    .getByText(/runs 6 times per event/)
    .waitFor();
  await checkScreen(page, 'issue of a statement');
  await page.getByRole('region', { name: 'Statement (N+1)' }).getByRole('button', { name: 'Mute' }).click();
  await page.getByRole('button', { name: 'Unmute' }).waitFor();
  await go('/projects/storefront-web/queries?show=muted');
  await page.getByRole('list', { name: 'Statements' }).getByText('muted', { exact: true }).waitFor();
  quiet();
  await close();
});

test('another project has its own statements, also before they are read', async () => {
  await createProject(admin, 'bare');
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/queries?show=all');
  await page.getByRole('list', { name: 'Statements' }).waitFor();
  let answer;
  const asked = new Promise((told) => {
    void page.route(
      /\/projects\/bare\/query-patterns/,
      async (route) => {
        told();
        await new Promise((done) => {
          answer = done;
        });
        await route.continue();
      },
      { times: 1 },
    );
  });
  await page.evaluate(() => history.pushState(null, '', '/projects/bare/queries?show=all'));
  await asked;
  await page.getByText('Queries', { exact: true }).first().waitFor();
  assert.equal(await page.getByRole('list', { name: 'Statements' }).count(), 0);
  answer();
  await page.getByText('No event tells of SQL yet').waitFor();
  quiet();
  await close();
});

test('an admin says where the database is; the password is not shown again', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/settings/database');
  await page.getByRole('switch', { name: 'Ask the database' }).check();
  await page.getByLabel('Connection string', { exact: true }).fill('postgres://ana:hush@127.0.0.1:1/shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('It is set and kept sealed').waitFor();
  assert.doesNotMatch(await page.content(), /hush/);
  const set = await admin.get(`/projects/${project.id}`);
  assert.equal(set.analysis_db_driver, 'postgres');
  assert.equal(set.analysis_db_enabled, true);
  await checkScreen(page, 'database settings');
  quiet();
  await close();
});

test('an admin sees the statements before an issue, and why the database is not asked', async () => {
  const { issues } = await admin.get(`/projects/${project.id}/issues?search=cart is empty`);
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go(`/projects/storefront-web/issues/${issues[0].short_id}`);
  const panel = page.getByRole('region', { name: 'Database' });
  await panel.getByRole('button', { name: 'Analyse' }).click();
  await panel.getByText('N+1?').waitFor();
  await panel.getByText('1 time', { exact: true }).first().waitFor();
  await panel.getByRole('button', { name: 'Explain' }).first().click();
  await panel.getByText(/The database said: .*(connect|refused|internet)/).waitFor();
  await checkScreen(page, 'statements of an issue');
  await send(4, 'basket is full');
  const other = () => admin.get(`/projects/${project.id}/issues?search=basket is full`);
  await until('the other is there', async () => (await other()).issues.length === 1);
  const show = async (issue) => {
    const path = `/projects/storefront-web/issues/${issue.short_id}`;
    await page.evaluate((to) => history.pushState(null, '', to), path);
    await page.getByRole('heading', { level: 1, name: issue.title }).waitFor();
    await panel.waitFor();
  };
  const second = (await other()).issues[0];
  await show(second);
  await show(issues[0]);
  await panel.getByRole('button', { name: 'Analyse' }).click();
  await panel.getByText('N+1?').waitFor();
  await show(second);
  assert.equal(await panel.getByText('N+1?').count(), 0, "another issue's statements");
  quiet();
  await close();
});
