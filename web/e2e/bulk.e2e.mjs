// The issue list: rows are selected, verbs act on many, and are taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
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

test('a selection is made by keys, the bar takes the toolbar’s place, z takes the verb back', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await row(page, 'AlphaError').waitFor();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+J');
  const bar = page.getByRole('region', { name: 'Selected issues' });
  await bar.getByText('3 selected').waitFor();
  assert.equal(await page.getByRole('combobox', { name: 'Search issues' }).count(), 0);
  await photograph(page, 'list-selected');
  await checkScreen(page, 'selected issues');
  await page.keyboard.press('r');
  await page.getByText('Resolved: 3 issues.', { exact: true }).first().waitFor();
  await until('three are resolved', async () => (await counts()).resolved === 3);
  assert.equal(await rows(page).count(), KINDS.length, 'rows stay where they are');
  await page.keyboard.press('z');
  await page.getByText('Undone.').first().waitFor();
  await until('all are open again', async () => !(await counts()).resolved);
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  await row(page, 'AlphaError').click({ modifiers: ['Shift'] });
  await bar.getByText('1 selected').waitFor();
  await page
    .getByRole('checkbox')
    .first()
    .click({ modifiers: ['Shift'] });
  await until('a range is selected', async () => /[2-6] selected/.test(await bar.textContent()));
  quiet();
  await close();
});

test('the same key twice means all that match; tag, priority, assign and snooze ask in place', async () => {
  const { page, go, quiet, close } = await open();
  await go(address('?view=all'));
  await row(page, 'EtaWarning').waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText(`${KINDS.length + 1} selected`).waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('t');
  const tag = page.getByRole('dialog', { name: /^Tag/ });
  await tag.getByLabel('Key').fill('team');
  await tag.getByLabel('Value').fill('blue');
  await accessible(page, 'tag dialog', ['dark']);
  await tag.getByRole('button', { name: 'Add tag' }).click();
  await page
    .getByText(`Tagged team:blue: ${KINDS.length + 1} issues.`)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  const assign = page.getByRole('dialog', { name: /^Assign to/ });
  await assign.getByRole('option', { name: /Ana Lund \(me\)/ }).click();
  await page.getByText('Assigned to Ana Lund.').first().waitFor();
  await row(page, '').first().waitFor();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'More verbs' }).click();
  await page.getByRole('menuitem', { name: 'Priority…' }).click();
  const priority = page.getByRole('dialog', { name: /^Priority/ });
  await accessible(page, 'priority', ['light']);
  await priority.getByRole('option', { name: /Urgent/ }).click();
  await page.getByText('Priority 90.').first().waitFor();
  await page.keyboard.press('s');
  const snooze = page.getByRole('dialog', { name: /^Snooze/ });
  await snooze.getByRole('option', { name: /100 more events/ }).click();
  await until('one is snoozed', async () => (await counts()).snoozed === 1);
  await go(address('?q=assignee:me'));
  await until('one is mine', async () => (await rows(page).count()) === 1);
  await page.getByText('assigned to Ana Lund').waitFor();
  await reopenAll();
  quiet();
  await close();
});

test('merging asks which one stays, and is taken back', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await row(page, 'AlphaError').click({ modifiers: ['Shift'] });
  await page
    .getByRole('row', { name: /BetaError/ })
    .getByRole('checkbox')
    .click();
  await page.getByText('2 selected').waitFor();
  await page.keyboard.press('m');
  const merge = page.getByRole('dialog', { name: 'Merge issues' });
  await merge.getByRole('radio', { name: /BetaError/ }).check();
  await accessible(page, 'merge dialog');
  await merge.getByRole('button', { name: /^Merge/ }).click();
  await row(page, 'AlphaError').waitFor({ state: 'detached' });
  await page
    .getByText(/^Merged/)
    .first()
    .waitFor();
  await page.keyboard.press('z');
  await row(page, 'AlphaError').waitFor();
  await until('both are open', async () => (await counts()).open === KINDS.length + 1);
  quiet();
  await close();
});

test('many at once: followed while it is work, undone as one, refused when the list changed', async () => {
  const many = Array.from({ length: 520 }, (_, i) =>
    kind('ManyError', { value: 'x', fingerprint: [`many-${i}`], transaction: `t${i}` }),
  );
  for (let i = 0; i < many.length; i += 40) {
    await Promise.all(many.slice(i, i + 40).map((event) => sendEvents(project.dsn, [event])));
  }
  const found = async (q) =>
    (await admin.get(`/projects/${project.id}/issues/counts?q=${encodeURIComponent(q)}`)).total;
  await until('they are issues', async () => (await found('manyerror')) === many.length, 30_000);
  const { page, go, quiet, close } = await open();
  await go(address('?q=manyerror is:open'));
  await row(page, 'ManyError').first().waitFor();
  const selectAll = async () => {
    await page.keyboard.press('Control+a');
    await page.getByText('50 selected').waitFor();
    await page.getByRole('button', { name: /^Select all/ }).click();
    await page.getByText('520 selected').waitFor();
  };
  await selectAll();
  await page.keyboard.press('i');
  await page.getByText('Ignored: 520 issues.').first().waitFor();
  assert.equal(await found('manyerror is:ignored'), 520);
  await page.keyboard.press('z');
  await page.getByText('Undone.').first().waitFor();
  await until('all are open again', async () => (await found('manyerror is:open')) === 520);
  await row(page, 'ManyError').first().waitFor();
  await selectAll();
  // Somebody else settles a fifth of them meanwhile.
  const { issues } = await admin.get(`/projects/${project.id}/issues?q=manyerror&limit=100`);
  await admin.post(`/projects/${project.id}/issues/bulk`, {
    ids: issues.map((issue) => issue.id),
    verb: 'status',
    values: { status: 'resolved' },
  });
  await page.getByRole('button', { name: 'More verbs' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const confirm = page.getByRole('alertdialog');
  assert.ok(await confirm.getByRole('button', { name: 'Delete 520 issues' }).isDisabled());
  await confirm.getByLabel('Type 520 to confirm').fill('520');
  await accessible(page, 'delete many', ['dark']);
  await confirm.getByRole('button', { name: 'Delete 520 issues' }).click();
  await page.getByText('420 match by now. Nothing was changed.').first().waitFor();
  assert.equal(await found('manyerror'), 520, 'nothing was deleted');
  await page.getByRole('button', { name: 'Go on with 420' }).click();
  await until('the rest is gone', async () => (await found('manyerror')) === 100);
  quiet([409]);
  await close();
});
