// Verbs on the open issue: the same as on rows of the list, each with its consequence and its undo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
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
let issue;

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  await sendEvents(project.dsn, [
    anEvent(),
    anEvent({ user: { id: 'u-2' } }),
    anEvent(),
    anEvent({ type: 'RangeError', exception: { values: [{ type: 'RangeError', value: 'too far' }] } }),
  ]);
  const issues = await until('four events are digested', async () => {
    const found = await issuesOf(admin, project, 2);
    return found.some((one) => one.event_count === 3) && found;
  });
  issue = issues.find((one) => one.event_count === 3);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const address = () => `/projects/${project.slug}/issues/${issue.short_id}`;

async function openIssue(options) {
  const opened = await openPage(browser, server, { as: admin, ...options });
  await opened.go(address());
  await opened.page.getByText('Event 3 of 3').waitFor();
  return opened;
}

test('a snooze of one own says what it comes to, and the header says until when', async () => {
  const { page, quiet, close } = await openIssue();
  const status = async () => (await admin.get(`/projects/${project.id}/issues/${issue.id}`)).status;
  await page.keyboard.press('s');
  await page.getByRole('option', { name: /Time, rate, users/ }).click();
  const dialog = page.getByRole('dialog', { name: `Snooze ${issue.short_id}` });
  const send = dialog.getByRole('button', { name: 'Snooze', exact: true });
  await dialog.getByText(/will only be counted at today's rate/).waitFor();
  await accessible(page, 'snooze dialog');
  await page.setViewportSize(narrow);
  await fits(page, 'snooze dialog on a telephone');
  await page.setViewportSize(wide);
  await dialog.getByRole('radio', { name: 'Events per time' }).check({ force: true });
  await dialog.getByRole('spinbutton', { name: 'Events' }).fill('1');
  await dialog.getByText(/Today's rate is already higher|comes back when it grows/).waitFor();
  await dialog.getByRole('spinbutton', { name: 'Events' }).fill('0');
  assert.ok(await send.isDisabled(), 'none cannot be meant');
  await dialog.getByRole('radio', { name: 'New users' }).check({ force: true });
  await dialog.getByRole('spinbutton', { name: 'Users' }).fill('25');
  await send.click();
  await until('the server snoozed it', async () => (await status()) === 'snoozed');
  await page
    .getByText(/25 (more|new) users/)
    .first()
    .waitFor();
  await page.keyboard.press('z');
  await until('the server took it back', async () => (await status()) === 'open');
  quiet();
  await close();
});

test('z takes back a verb whose answer is not there yet', async () => {
  const { page, quiet, close } = await openIssue();
  let letGo;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route('**/issues/bulk', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Reopen' }).waitFor();
  await page.keyboard.press('z');
  letGo();
  await page.getByText('Undone.', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: /^Resolve/ }).waitFor();
  assert.equal((await admin.get(`/projects/${project.id}/issues/${issue.id}`)).status, 'open');
  quiet();
  await close();
});

test('an issue is resolved by a commit, and told so', async () => {
  const { page, quiet, close } = await openIssue();
  const status = async () => (await admin.get(`/projects/${project.id}/issues/${issue.id}`)).status;
  await page.keyboard.press('Shift+R');
  const dialog = page.getByRole('dialog', { name: /^Resolve/ });
  await dialog.getByRole('combobox', { name: 'Release' }).waitFor();
  await accessible(page, 'resolve dialog');
  await dialog.getByRole('radio', { name: 'Commit' }).check({ force: true });
  await dialog.getByRole('textbox', { name: 'Commit' }).fill('c0ffee1');
  await dialog.getByRole('button', { name: 'Resolve', exact: true }).click();
  await until('the server resolved it', async () => (await status()) === 'resolved');
  await page
    .getByText(/c0ffee1/)
    .first()
    .waitFor();
  await page.keyboard.press('o');
  await until('it is open again', async () => (await status()) === 'open');
  quiet();
  await close();
});

test('why grouped so names the frames; what was merged in is taken out again', async () => {
  const issues = await issuesOf(admin, project, 2);
  const small = issues.find((one) => one.id !== issue.id);
  await admin.post(`/projects/${project.id}/issues/merge`, {
    primary_id: issue.id,
    issue_ids: [small.id],
  });
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go(`/projects/${project.slug}/issues/${small.short_id}`);
  await page.getByText(`${small.short_id} was merged into this one.`).waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: /Why grouped so/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Why grouped so' });
  await dialog.getByText('totalFor').first().waitFor();
  await dialog.getByText('merged in').waitFor();
  await photograph(page, 'why-grouped');
  await accessible(page, 'why grouped so');
  await page.setViewportSize(narrow);
  await fits(page, 'why grouped so on a telephone');
  await page.setViewportSize(wide);
  await dialog.getByRole('listitem').filter({ hasText: 'merged in' }).getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Take out 1 fingerprint' }).click();
  await page.getByText('Taken out.', { exact: true }).first().waitFor();
  await page.waitForURL(`**${address()}`);
  await page.getByText('Event 3 of 3').waitFor();
  const count = async (one) => (await admin.get(`/projects/${project.id}/issues/${one.id}`)).event_count;
  await until('both stand alone', async () => (await count(small)) === 1 && (await count(issue)) === 3);
  quiet();
  await close();
});

test('the open issue is tagged, assigned and followed by the keys of the list', async () => {
  const { page, quiet, close } = await openIssue();
  const read = () => admin.get(`/projects/${project.id}/issues/${issue.id}`);
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog', { name: `Tag ${issue.short_id}` });
  await dialog.getByRole('combobox', { name: 'Key' }).fill('team');
  await dialog.getByRole('combobox', { name: 'Value' }).fill('blue');
  await accessible(page, 'tag dialog', ['dark']);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Take off team:blue' }).click();
  await page.getByText('team:blue removed.').first().waitFor();
  await page.keyboard.press('Shift+A');
  await page.getByRole('button', { name: 'Ana Lund' }).first().waitFor();
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Following', pressed: true }).waitFor();
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'Follow', pressed: false }).waitFor();
  await until('the server knows', async () => {
    const now = await read();
    return now.assigned_to !== null && !now.followed;
  });
  quiet();
  await close();
});

test('an issue is deleted with all that comes later, and z brings it back', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  const small = (await issuesOf(admin, project, 2)).find((one) => one.id !== issue.id);
  await go(`/projects/${project.slug}/issues/${small.short_id}`);
  await page.getByText('Event 1 of 1').waitFor();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('switch', { name: 'Discard what comes later, too' }).click();
  await accessible(page, 'delete dialog');
  await page.setViewportSize(narrow);
  await fits(page, 'delete dialog on a telephone');
  await page.setViewportSize(wide);
  await dialog.getByRole('button', { name: 'Delete the issue' }).click();
  await page.waitForURL(/\/issues$/);
  await page.getByText('Later events of the same cause are dropped, too.').first().waitFor();
  const discarded = async () => (await admin.get(`/projects/${project.id}/settings/discarded`)).items.length;
  assert.equal(await discarded(), 1);
  await page.keyboard.press('z');
  await page.getByRole('link', { name: /RangeError/ }).waitFor();
  assert.equal(await discarded(), 0);
  quiet();
  await close();
});
