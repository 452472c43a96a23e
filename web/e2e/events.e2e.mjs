// The events of one issue: filtered, compared, stepped through; the walk along the list.
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

/** The same crash with another cart in its hands. */
function aCart(sku, change = {}) {
  const event = anEvent(change);
  event.exception.values[0].stacktrace.frames[1].vars = { l: { sku } };
  return event;
}

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  await sendEvents(project.dsn, [
    aCart('A-1'),
    aCart('B-2', { environment: 'staging', user: { id: 'u-2' }, tags: { browser: 'Firefox 140' } }),
    aCart('C-3'),
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

test('a filter narrows the steps, is in the address, and says when it finds none', async () => {
  const { page, quiet, close } = await openIssue();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const value = page.getByRole('combobox', { name: 'Value' });
  await value.waitFor();
  await accessible(page, 'event filter');
  await page.setViewportSize(narrow);
  await fits(page, 'event filter on a telephone');
  await page.setViewportSize(wide);
  await value.fill('staging');
  await page.keyboard.press('Enter');
  await page.getByText('Event 1 of 1 found').waitFor();
  assert.match(page.url(), /eq=env%3Astaging|eq=env:staging/);
  await page.getByText('id:u-2').first().waitFor();
  await page.reload();
  await page.getByText('Event 1 of 1 found').waitFor();
  await accessible(page, 'filtered events');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption('release');
  await value.fill('0.0.1');
  await page.getByRole('button', { name: 'Show these events' }).click();
  await page.getByText('No stored event fits the filter').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByText('Event 3 of 3').waitFor();
  assert.doesNotMatch(page.url(), /eq=/);
  quiet([404]);
  await close();
});

test('a tag of the rail is a filter, too', async () => {
  const { page, quiet, close } = await openIssue();
  await page
    .getByRole('button', { name: /Firefox 140/ })
    .first()
    .click();
  await page.getByText('Event 1 of 1 found').waitFor();
  await page.getByRole('button', { name: 'Without browser: Firefox 140' }).click();
  await page.getByText('Event 3 of 3').waitFor();
  quiet();
  await close();
});

test('d pins an event; a step away it is told what differs, locals by name', async () => {
  const { page, quiet, close } = await openIssue();
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Pin this event', pressed: true }).waitFor();
  await page.keyboard.press(',');
  const diff = page.getByRole('region', { name: 'What differs' });
  const row = (name) => diff.getByRole('row', { name });
  await row(/totalFor: l\.sku.*C-3.*B-2/).waitFor();
  await row(/environment.*prod.*staging/)
    .first()
    .waitFor();
  assert.equal(await diff.getByText('Frames', { exact: true }).count(), 0, 'the same lines ran');
  await photograph(page, 'event-diff');
  await accessible(page, 'event diff');
  await page.setViewportSize(narrow);
  await fits(page, 'event diff on a telephone');
  await accessible(page, 'event diff on a telephone', ['dark']);
  await page.setViewportSize(wide);
  await page.reload();
  await row(/totalFor: l\.sku/).waitFor();
  await diff.getByRole('button', { name: 'Go to the pinned one' }).click();
  await page.getByText('Event 3 of 3').waitFor();
  await diff.waitFor({ state: 'detached' });
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Pin this event', pressed: false }).waitFor();
  quiet();
  await close();
});

test('a semicolon shows the best event', async () => {
  const { page, quiet, close } = await openIssue();
  const best = (await admin.get(`/projects/${project.id}/issues/${issue.id}/events/best`)).event.id;
  await page.keyboard.press('Shift+<');
  await page.getByText('Event 1 of 3').waitFor();
  await page.keyboard.press(';');
  await page.waitForURL(/\/events\/(best|[\w-]{36})$/);
  await until('it is the best one', async () => page.url().endsWith('/best') || page.url().endsWith(best));
  quiet();
  await close();
});

test('shift and j walk the list one came from, and back', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go(`/projects/${project.slug}/issues`);
  await page.getByRole('link', { name: /RangeError/ }).waitFor();
  const links = page.getByRole('grid').getByRole('link', { name: /Error/ });
  const [first, second] = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  await links.first().click();
  await page.waitForURL(`**${first}`);
  await page.getByText('1 of 2', { exact: true }).waitFor();
  await page.keyboard.press('Shift+J');
  await page.waitForURL(`**${second}`);
  await page.getByText('2 of 2', { exact: true }).waitFor();
  await accessible(page, 'an issue of a walk', ['light']);
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+K');
  await page.waitForURL(`**${first}`);
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/issues$/);
  quiet();
  await close();
});

test('a snooze of one own says what it comes to, and the header says until when', async () => {
  const { page, quiet, close } = await openIssue();
  const status = async () => (await admin.get(`/projects/${project.id}/issues/${issue.id}`)).status;
  await page.keyboard.press('s');
  await page.getByRole('menuitem', { name: /Time, rate, users/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Snooze' });
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
