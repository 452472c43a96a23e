// A project's settings of grouping: rules with their consequence, stored events grouped anew,
// routes, discarded issues, end users who are forgotten.
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
  until,
  wide,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;

/** Two banks, the same timeout: one issue until a rule parts them. */
const aTimeout = (bank, user) =>
  anEvent({
    tags: { bank },
    user: { id: user, email: `${user}@example.com` },
    exception: { values: [{ type: 'ReadTimeout', value: 'no answer' }] },
  });

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'shop');
  await sendEvents(project.dsn, [
    aTimeout('blue', 'ann'),
    aTimeout('red', 'bob'),
    aTimeout('red', 'cat'),
    anEvent({
      exception: { values: [{ type: 'ConnectTimeout', value: 'refused' }] },
      tags: { bank: 'blue' },
    }),
  ]);
  await until('four events are digested', async () => {
    const found = await issuesOf(admin, project, 2);
    return found.some((one) => one.event_count === 3);
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const settings = (section) => `/projects/${project.slug}/settings/${section}`;
const counts = async () =>
  (await issuesOf(admin, project)).map((one) => one.event_count).sort((a, b) => b - a);

test('a rule says what it would change while it is typed', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('grouping'));
  await checkScreen(page, 'settings of grouping');
  await page.getByRole('button', { name: 'New rule' }).click();
  const form = page.getByRole('form', { name: 'New rule' });
  await form.getByText(/Say what the rule is for/).waitFor();
  await form.getByRole('textbox', { name: 'Name' }).fill('Timeouts by bank');
  await form.getByRole('textbox', { name: 'Pattern' }).fill('*Timeout');
  await form.getByRole('textbox', { name: 'One issue for each' }).fill('bank\n{{ tags.bank }}');
  await form.getByText(/of all 4 stored events would be elsewhere/).waitFor();
  await form.getByText('would part into').waitFor();
  await accessible(page, 'a rule that is typed');
  await page.setViewportSize(narrow);
  await fits(page, 'a rule that is typed, on a telephone');
  await page.setViewportSize(wide);
  await photograph(page, 'grouping-rule');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await page.getByText('Rule added.').first().waitFor();
  await page.getByText(/error type is \*Timeout → one issue for each bank/).waitFor();
  assert.deepEqual(await counts(), [3, 1], 'stored events stay where they were');
  quiet();
  await close();
});

test('stored events are grouped anew, as a job, and taken back', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('grouping'));
  await page.getByRole('button', { name: 'Compare them' }).click();
  await page.getByText(/of all 4 stored events would be elsewhere/).waitFor();
  await page.getByRole('button', { name: 'Apply to stored events' }).click();
  const outcome = page.getByRole('status').filter({ hasText: 'It can be taken back for ten minutes' });
  await outcome.waitFor();
  assert.deepEqual(await counts(), [2, 2, 0].slice(0, (await counts()).length), 'by bank');
  await page.getByText('Nothing would change among all 4 stored events.').waitFor();
  await accessible(page, 'stored events that were grouped anew');
  await page.setViewportSize(narrow);
  await fits(page, 'stored events on a telephone');
  await page.setViewportSize(wide);
  await photograph(page, 'grouping-applied');
  await outcome.getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Taken back.').first().waitFor();
  await until('it is as it was', async () => (await counts()).slice(0, 2).join() === '3,1');
  await page.getByRole('button', { name: 'Apply to stored events' }).waitFor();
  quiet();
  await close();
});

test('a rule is turned off, removed, and comes back by undo', async () => {
  const { page, go, quiet, close } = await open();
  const rules = async () => (await admin.get(`/projects/${project.id}/grouping/rules`)).items;
  await go(settings('grouping'));
  await page.getByRole('button', { name: 'Change Timeouts by bank' }).click();
  const form = page.getByRole('form', { name: 'Change the rule' });
  await form.getByRole('switch', { name: 'Rule is on' }).click();
  await form.getByRole('button', { name: 'Save rule' }).click();
  await page.getByText('off', { exact: true }).waitFor();
  assert.equal((await rules())[0].enabled, false);
  await page.getByRole('button', { name: 'Remove Timeouts by bank' }).click();
  await page.getByText('Rule removed.').first().waitFor();
  assert.equal((await rules()).length, 0);
  await page.keyboard.press('z');
  await until('it is back', async () => (await rules()).length === 1);
  quiet();
  await close();
});

test('modes and frame patterns are saved, and a bad pattern is told in its place', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('grouping'));
  await page.getByRole('combobox', { name: 'Warnings' }).selectOption('by_file');
  await page.getByRole('textbox', { name: 'Own code' }).fill('^checkout/');
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByText('Settings saved.').first().waitFor();
  const stored = await admin.get(`/projects/${project.id}`);
  assert.equal(stored.warning_grouping_mode, 'by_file');
  assert.deepEqual(stored.stacktrace_rules.app_patterns, ['^checkout/']);
  await page.getByRole('textbox', { name: 'Framework' }).fill('(');
  await page.getByRole('button', { name: /^Save/ }).click();
  await page.getByRole('alert').waitFor();
  await accessible(page, 'a pattern that is refused', ['dark']);
  quiet([400]);
  await close();
});

test('routes are added, removed with undo, and imported by convention', async () => {
  const { page, go, quiet, close } = await open();
  const routes = () => admin.get(`/projects/${project.id}/route-rules`);
  await go(settings('routes'));
  await checkScreen(page, 'settings of routes');
  await page.getByRole('textbox', { name: 'Path as sent' }).fill('/cart/(:num)/pay');
  await page.getByRole('textbox', { name: 'Stands for' }).fill('/cart/:id/pay');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('cell', { name: 'any /cart/(:num)/pay' }).waitFor();
  await page.getByRole('button', { name: 'Remove /cart/(:num)/pay' }).click();
  await page.getByText('Route removed.').first().waitFor();
  await page.keyboard.press('z');
  await page.getByRole('cell', { name: 'any /cart/(:num)/pay' }).waitFor();
  await page.getByRole('combobox', { name: 'Framework' }).selectOption('codeigniter');
  await page.getByRole('button', { name: 'Import its routes' }).click();
  await page
    .getByText(/^\d+ routes? imported\.$/)
    .first()
    .waitFor();
  await page.getByRole('cell', { name: 'by convention' }).first().waitFor();
  assert.ok((await routes()).length > 1);
  await photograph(page, 'routes');
  await checkScreen(page, 'routes that were imported');
  quiet();
  await close();
});

test('a discarded issue is let in again, and its next event makes an issue', async () => {
  const connect = () => anEvent({ exception: { values: [{ type: 'KeyError', value: 'old' }] } });
  await sendEvents(project.dsn, [connect()]);
  const find = async () => (await issuesOf(admin, project)).find((one) => one.title.startsWith('KeyError'));
  const issue = await until('it is an issue', find);
  await admin.post(`/projects/${project.id}/issues/bulk`, {
    ids: [issue.id],
    verb: 'delete',
    mode: 'discard',
  });
  const { page, go, quiet, close } = await open();
  await go(settings('discarded'));
  const row = page.getByRole('row', { name: /KeyError/ });
  await row.getByText('by Ana Lund').waitFor();
  await checkScreen(page, 'discarded issues');
  await row.getByRole('button', { name: 'Let in again' }).click();
  await page.getByText('No issue of this project is discarded.').waitFor();
  await sendEvents(project.dsn, [connect()]);
  await until('it is an issue again', find);
  quiet();
  await close();
});

test('an end user is forgotten, after the name is typed once more', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('erasure'));
  await checkScreen(page, 'erasure');
  await page.getByRole('textbox', { name: 'Who' }).fill('bob@example.com');
  await page.getByRole('button', { name: 'Erase…' }).click();
  const dialog = page.getByRole('alertdialog');
  const erase = dialog.getByRole('button', { name: 'Erase', exact: true });
  assert.ok(await erase.isDisabled(), 'not by one click');
  await accessible(page, 'erasure, asked once more');
  await dialog.getByRole('textbox').fill('bob@example.com');
  await erase.click();
  await page.getByText('It is being searched for.').first().waitFor();
  await page.getByRole('cell', { name: /waiting|searching|rewriting|done/ }).waitFor();
  await until(
    'the event is gone',
    async () => {
      const { items } = await admin.get(`/projects/${project.id}/erasures`);
      return items[0]?.events === 1;
    },
    30_000,
  );
  await page.getByRole('cell', { name: /1 event,/ }).waitFor({ timeout: 15_000 });
  await photograph(page, 'erasure');
  await checkScreen(page, 'an erasure under way');
  quiet();
  await close();
});
