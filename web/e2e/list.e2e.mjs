// The issue list: query, views, what is new, small screens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
  checkScreen,
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
  steady,
  until,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;
const KINDS = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon', 'Zeta'].map((name) => `${name}Error`);

/** One issue a kind: the place differs, so that nothing groups them. */
function kind(type, change = {}) {
  const event = anEvent({ type, value: `${type} happened`, ...change });
  event.exception.values[0].stacktrace.frames[1].function = `in${type}`;
  return event;
}

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  await sendEvents(
    project.dsn,
    KINDS.map((type) => kind(type)),
  );
  await sendEvents(project.dsn, [kind('EtaWarning', { level: 'warning' })]);
  await issuesOf(admin, project, KINDS.length + 1);
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
