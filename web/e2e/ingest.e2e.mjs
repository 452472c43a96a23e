import { after, before, test } from 'node:test';
import {
  anEvent,
  checkScreen,
  createProject,
  makeAdmin,
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
let project;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'shop');
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const settings = (section) => `/projects/${project.slug}/settings/${section}`;
const gone = '000000000000000000000000000000a1';

test('a filter is set, drops an event, and the look-up says so', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('filters'));
  await page.getByLabel('Error types').fill('Abort*');
  await page.getByLabel('Visits of web crawlers').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved.', { exact: true }).waitFor();
  await checkScreen(page, 'filters');
  await photograph(page, 'filters');
  await sendEvents(project.dsn, [
    anEvent({ event_id: gone, type: 'AbortError', value: 'the user left' }),
    anEvent(),
  ]);
  await until('the filter has counted one', async () => {
    const { items } = await admin.get(`/projects/${project.slug}/outcomes?by=outcome`);
    return items.some((one) => one.outcome === 'filtered') && items.some((one) => one.outcome === 'accepted');
  });
  await go(settings('outcomes'));
  await page.getByRole('cell', { name: 'error type' }).waitFor();
  await page.getByLabel('Event id').fill(gone);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.getByText('A filter of the project dropped it: error type.').waitFor();
  await checkScreen(page, 'outcomes');
  await photograph(page, 'outcomes');
  quiet();
  await close();
});

test('limits and scrubbing are set by hand', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('limits'));
  await page.getByRole('group', { name: 'Errors' }).getByLabel('An hour').fill('500');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved.', { exact: true }).waitFor();
  await checkScreen(page, 'limits');
  await photograph(page, 'limits');
  await go(settings('scrubbing'));
  await page.getByLabel('Also secret').fill('salary\niban');
  await page.getByLabel('IP addresses').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved.', { exact: true }).waitFor();
  await checkScreen(page, 'scrubbing');
  await photograph(page, 'scrubbing');
  quiet();
  await close();
});

test('a second key is made, limited and switched off', async () => {
  const { page, go, quiet, close } = await open();
  await go(settings('dsn'));
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Mobile app');
  await page.getByRole('dialog').getByLabel('A minute').fill('60');
  await page.getByRole('button', { name: 'Create key' }).click();
  await page.getByRole('button', { name: 'Change Mobile app' }).click();
  await page.getByRole('dialog').getByLabel('In use').uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('60 a minute').waitFor();
  await checkScreen(page, 'keys');
  await photograph(page, 'keys');
  quiet();
  await close();
});

for (const theme of ['dark', 'light']) {
  test(`on a small screen, ${theme}`, async () => {
    const { page, go, close } = await open({ viewport: narrow, theme });
    for (const section of ['filters', 'limits', 'scrubbing', 'outcomes', 'dsn']) {
      await go(settings(section));
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await photograph(page, `${section}-small-${theme}`);
    }
    await close();
  });
}
