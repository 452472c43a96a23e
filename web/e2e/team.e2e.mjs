// Two people and one issue: who looks at it, what is like it, how its tags are spread, letting it be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
  createProject,
  fits,
  issuesOf,
  makeAdmin,
  makeMember,
  narrow,
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
let bo;
let project;
let issue;
let like;
const KEYS = 12;
/** What everything shares says nothing: issues of other parts of the program. */
const OTHERS = 8;
function elsewhere(i) {
  const event = anEvent({ type: `Other${i}Error`, value: `part ${i} failed` });
  for (const frame of event.exception.values[0].stacktrace.frames) {
    frame.function = `part${i}Of${frame.lineno}`;
    frame.filename = `part${i}/index.ts`;
  }
  return event;
}
const slow = { timeout: 30_000 };

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  bo = await makeMember(server, admin, { name: 'Bo Berg', email: 'bo@example.com' });
  project = await createProject(admin, 'storefront-web');
  const tags = Object.fromEntries(Array.from({ length: KEYS }, (_, i) => [`key-${i}`, `value ${i}`]));
  const other = anEvent({ type: 'RangeError', value: 'Invalid price in cart' });
  await sendEvents(
    project.dsn,
    Array.from({ length: OTHERS }, (_, i) => elsewhere(i)),
  );
  await sendEvents(project.dsn, [
    anEvent({ tags: { ...tags, region: 'eu' } }),
    anEvent({ tags: { ...tags, region: 'us' } }),
    other,
  ]);
  const issues = await until('three events are digested', async () => {
    const found = await issuesOf(admin, project, OTHERS + 2);
    return found.some((one) => one.event_count === 2) && found;
  });
  issue = issues.find((one) => one.event_count === 2);
  like = issues.find((one) => one.title.startsWith('RangeError'));
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const address = () => `/projects/storefront-web/issues/${issue.short_id}`;
const read = (which) => admin.get(`/projects/${project.id}/issues/${which.id}`);

test('a second person on the issue is named at once, and not any more when gone', async () => {
  const ana = await open();
  await ana.go(address());
  await ana.page.locator('[data-live="live"]').first().waitFor(slow);
  const other = await open({ as: bo });
  await other.go(address());
  await ana.page.getByText(/Bo Berg is on this/).waitFor(slow);
  await other.page.getByText(/Ana Lund is on this/).waitFor(slow);
  await accessible(ana.page, 'somebody is on the issue', ['light']);
  await photograph(ana.page, 'presence');
  other.quiet();
  await other.close();
  await ana.page.getByText(/Bo Berg is on this/).waitFor({ state: 'hidden', timeout: 60_000 });
  ana.quiet();
  await ana.close();
});

test('all tags stand in a drawer: found by words, one of them narrows the events', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByRole('button', { name: /^All \d+ keys/ }).click(slow);
  const drawer = page.getByRole('dialog', { name: 'Tags of all events' });
  await drawer.getByText('key-0', { exact: true }).waitFor(slow);
  await accessible(page, 'all tags');
  await fits(page, 'all tags');
  await drawer.getByLabel('Search tags').fill('region');
  await photograph(page, 'all-tags');
  await drawer.getByRole('button', { name: /eu/ }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByText(/Event 1 of 1/).waitFor(slow);
  assert.match(page.url(), /region/);
  quiet();
  await close();
});

test('ignored by key with its consequence, until it escalates by menu, open again', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByText('sum += l.product.price;').waitFor(slow);
  await page.keyboard.press('i');
  await until('it is ignored', async () => (await read(issue)).status === 'ignored');
  await page
    .getByText(/^Ignored/)
    .first()
    .waitFor(slow);
  await page.keyboard.press('z');
  await until('it is open', async () => (await read(issue)).status === 'open');
  await page.getByRole('button', { name: 'More ways to ignore' }).click(slow);
  await accessible(page, 'ways to ignore', ['dark']);
  await page.getByRole('menuitem', { name: /escalates/i }).click();
  await until('it escalates', async () => (await read(issue)).until_escalates === true);
  await page.keyboard.press('o');
  await until('it is open again', async () => (await read(issue)).status === 'open');
  quiet();
  await close();
});

test('what is similar is merged from where it stands, also on a telephone', async () => {
  const { page, go, quiet, close } = await open({ viewport: narrow });
  await go(address());
  await page.locator('summary', { hasText: 'Similar issues' }).click(slow);
  await page.getByRole('button', { name: `Merge with ${like.short_id}` }).click(slow);
  const dialog = page.getByRole('dialog', { name: 'Merge issues' });
  await dialog.getByText('3 events', { exact: true }).waitFor(slow);
  await accessible(page, 'merge from the similar', ['dark']);
  await fits(page, 'merge on a telephone');
  await dialog.getByRole('button', { name: /^Merge 1 issue into/ }).click();
  await until('they are one', async () => (await read(issue)).event_count === 3);
  await page.getByText(`Merged ${like.short_id}.`).first().waitFor(slow);
  await until(
    'it is not similar any more',
    async () => (await page.getByRole('button', { name: `Merge with ${like.short_id}` }).count()) === 0,
  );
  quiet();
  await close();
});
