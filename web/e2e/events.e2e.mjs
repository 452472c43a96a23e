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
