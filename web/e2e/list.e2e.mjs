// The issue list: query, views, small screens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  checkScreen,
  createProject,
  fits,
  KINDS,
  makeAdmin,
  narrow,
  openPage,
  photograph,
  sendKinds,
  startBrowser,
  startServer,
  steady,
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
const counts = async () => (await admin.get(`/projects/${project.id}/issues/counts`)).by_status;
const reopenAll = () =>
  admin.post(`/projects/${project.id}/issues/bulk`, {
    query: { q: '' },
    verb: 'status',
    values: { status: 'open' },
  });
const rows = (page) => page.getByRole('grid', { name: 'Issues' }).getByRole('row');
const row = (page, name) => page.getByRole('link', { name: new RegExp(name) });
const search = (page) => page.getByRole('combobox', { name: 'Search issues' });

test('the query is chips; what is not understood is marked and mended', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await row(page, 'AlphaError').waitFor();
  await page.getByRole('button', { name: 'Remove level:error,fatal' }).click();
  await row(page, 'EtaWarning').waitFor();
  assert.match(page.url(), /view=triage&q=is:open,reopened/);
  await search(page).fill('levl:warning');
  await page.getByRole('option', { name: /level:warning/ }).waitFor();
  await row(page, 'AlphaError').waitFor(); // the rows from before stay
  await search(page).press('Enter');
  await page.getByText('levl: there is no such key').waitFor();
  await page.getByRole('button', { name: 'Edit levl:warning, not understood' }).waitFor();
  await checkScreen(page, 'a query that is not understood');
  await page.getByRole('alert').getByRole('button', { name: 'level' }).click();
  await page.getByRole('button', { name: 'Edit level:warning' }).waitFor();
  await until('only the warning is left', async () => (await rows(page).count()) === 1);
  await search(page).press('Backspace');
  assert.equal(await search(page).inputValue(), 'level:warning');
  await page.getByRole('button', { name: 'Reset' }).click();
  await row(page, 'AlphaError').waitFor();
  quiet([400]);
  await close();
});

test('the query completes itself by keys, menus write tokens', async () => {
  const { page, go, quiet, close } = await open();
  await go(address('?view=all'));
  await row(page, 'AlphaError').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('lev');
  await page
    .getByRole('option', { name: /^level:/ })
    .first()
    .waitFor();
  await accessible(page, 'issue list with completions');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'level:warning' }).click();
  await page.getByRole('button', { name: 'Edit level:warning' }).waitFor();
  await page.waitForURL(/q=level:warning/);
  await page.getByRole('button', { name: 'Filter by' }).click();
  await page.getByRole('checkbox', { name: 'error' }).check();
  await page.getByRole('button', { name: 'Edit level:warning,error' }).waitFor();
  await accessible(page, 'filter menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Last seen within/ }).click();
  await page.getByRole('menuitem', { name: '7 days' }).click();
  await page.waitForURL(/last:%3C7d|last:<7d/);
  await until('all are listed', async () => (await rows(page).count()) === KINDS.length + 1);
  quiet();
  await close();
});

test('an empty list names the token that removed the most', async () => {
  const { page, go, quiet, close } = await open();
  await go(address('?q=level:error env:nowhere'));
  await page.getByText('No issue fits these filters').waitFor();
  await page.getByText(/Without env:nowhere there are 6 issues/).waitFor();
  await checkScreen(page, 'no issue fits');
  await page.getByRole('button', { name: 'Look without it' }).click();
  await row(page, 'BetaError').waitFor();
  await go(address('?view=snoozed'));
  await page.getByText('Quiet. Nothing here needs you').waitFor();
  quiet();
  await close();
});

test('a view is saved, changed, shared, deleted', async () => {
  const { page, go, quiet, close } = await open();
  await go(address('?view=all&q=level:warning'));
  await row(page, 'EtaWarning').waitFor();
  await page.getByRole('button', { name: 'Save as' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as a view' });
  await dialog.getByLabel('Name').fill('Warnings');
  await accessible(page, 'save a view', ['light']);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  const tab = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /Warnings/ });
  await tab.waitFor();
  await page.waitForURL(/view=[0-9a-f-]{36}$/);
  await page.getByRole('button', { name: 'Columns and density' }).click();
  await page.getByRole('checkbox', { name: 'Users' }).uncheck();
  await page.getByRole('radio', { name: 'Compact' }).check({ force: true });
  await accessible(page, 'columns and density', ['dark']);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await until('the server keeps the columns', async () => {
    const { items } = await admin.get(`/views?project=${project.slug}`);
    return items[0].density === 'compact' && !items[0].columns.includes('users') && items[0].version === 2;
  });
  await page.waitForURL(/view=[0-9a-f-]{36}$/);
  await checkScreen(page, 'a saved view, compact');
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Share with everybody' }).click();
  await tab.getByRole('img', { name: 'Shared' }).waitFor();
  await page.getByRole('button', { name: 'This view' }).click();
  await page.getByRole('menuitem', { name: 'Delete view…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete view' }).click();
  await tab.waitFor({ state: 'detached' });
  await row(page, 'AlphaError').waitFor();
  quiet();
  await close();
});

test('on a telephone: cards, a swipe is a verb, rows are picked after Select', async () => {
  const context = { viewport: narrow };
  const { page, go, quiet, close } = await open(context);
  await go(address());
  const alpha = row(page, 'AlphaError');
  await alpha.waitFor();
  await steady(page, 'list on a telephone');
  await fits(page, 'list on a telephone');
  await photograph(page, 'list-narrow');
  assert.equal(await page.getByRole('checkbox').count(), 0);
  const cell = page.getByRole('row', { name: /AlphaError/ }).getByRole('gridcell');
  const swipe = async (from, to) => {
    const touch = (type, x) =>
      cell.dispatchEvent(type, { pointerType: 'touch', isPrimary: true, clientX: x, clientY: 300 });
    await touch('pointerdown', from);
    await touch('pointermove', (from + to) / 2);
    await touch('pointermove', to);
    await touch('pointerup', to);
  };
  await swipe(60, 260);
  await page.getByText('Resolved.', { exact: true }).first().waitFor();
  await until('it is resolved', async () => (await counts()).resolved === 1);
  await page.getByRole('button', { name: /Undo/ }).first().click();
  await until('it is open again', async () => !(await counts()).resolved);
  await swipe(300, 100);
  await until('it is snoozed', async () => (await counts()).snoozed === 1);
  await page.reload();
  await row(page, 'BetaError').waitFor();
  await page.getByRole('button', { name: 'Select' }).click();
  await page
    .getByRole('row', { name: /BetaError/ })
    .getByRole('checkbox')
    .check();
  await page.getByText('1 selected').waitFor();
  await fits(page, 'selected on a telephone');
  await accessible(page, 'selected on a telephone');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Filter by' }).click();
  await page.getByRole('dialog', { name: 'Filter by' }).getByRole('checkbox', { name: 'fatal' }).waitFor();
  await accessible(page, 'filters in a sheet', ['dark']);
  await reopenAll();
  quiet();
  await close();
});
