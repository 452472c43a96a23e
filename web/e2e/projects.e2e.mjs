// Arranging projects: groups, order by pointer and keys, icons; a silent project; a telephone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  accessible,
  checkScreen,
  createProject,
  makeAdmin,
  narrow,
  openPage,
  photograph,
  startBrowser,
  startServer,
  until,
} from './lib/index.mjs';

let server;
let browser;
let admin;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  for (const name of ['storefront-web', 'billing-api', 'mobile-ios']) await createProject(admin, name);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const order = async () => (await admin.get('/projects')).map((project) => project.slug);
const groupOf = async (slug) => (await admin.get(`/projects/${slug}`)).group_name;
const middle = async (target) => {
  const box = await target.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

test('groups: made and renamed in place, filled from the empty tab, deleted; projects stay', async () => {
  const { page, go, quiet, close } = await open();
  await go('/');
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name of the new group').fill('Production');
  await page.keyboard.press('Enter');
  await page.getByText('No project is in Production').waitFor();
  await checkScreen(page, 'an empty group');
  await page.getByRole('button', { name: 'Add a project' }).click();
  await page.getByRole('dialog').getByText('billing-api').click();
  await page.getByRole('heading', { level: 2, name: 'billing-api' }).waitFor();
  await until('it is there', async () => (await groupOf('billing-api')) === 'Production');
  await page.getByRole('button', { name: 'Group Production' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByLabel('New name of Production').fill('Live');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Live 1' }).waitFor();
  await page.getByRole('button', { name: 'Group Live' }).click();
  await page.getByRole('menuitem', { name: /Slack hook/ }).click();
  const hook = page.getByRole('dialog', { name: 'Slack hook of Live' });
  await hook.getByLabel('Address').fill('https://hooks.slack.com/services/T/B/x');
  await accessible(page, 'the hook of a group', ['light']);
  await hook.getByRole('button', { name: 'Save' }).click();
  await hook.waitFor({ state: 'hidden' });
  assert.equal((await admin.get('/groups'))[0].default_slack_webhook_url_set, true);
  await page.getByRole('button', { name: 'Group Live' }).click();
  await page.getByRole('menuitem', { name: 'Delete group…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete group' }).click();
  await page.getByRole('heading', { level: 2, name: 'storefront-web' }).waitFor();
  assert.equal((await order()).length, 3);
  quiet();
  await close();
});

test('order: by keys alone, by pointer, onto a tab, and back with z', async () => {
  await admin.post('/groups', { name: 'Phones' });
  const start = await order();
  const { page, go, quiet, close } = await open();
  await go('/');
  await page.getByRole('button', { name: 'Arrange' }).focus();
  await page.keyboard.press('Enter');
  const list = page.getByRole('list', { name: 'Projects in their order' });
  const first = list.getByRole('button').first();
  await first.focus();
  for (const key of [' ', 'ArrowRight', 'ArrowRight', ' ']) await page.keyboard.press(key);
  const byKeys = [start[1], start[2], start[0]];
  await until('the order is kept', async () => (await order()).join() === byKeys.join());
  assert.match(await page.evaluate(() => document.activeElement.textContent), new RegExp(start[0]));
  await page.keyboard.press('z');
  await until('it is taken back', async () => (await order()).join() === start.join());

  await until('the page shows it', async () => (await first.textContent()).includes(start[0]));
  await page.mouse.move(...(await middle(first)));
  await page.mouse.down();
  await page.mouse.move(...(await middle(list.getByRole('button').nth(1))), { steps: 8 });
  await photograph(page, 'arranging');
  await page.mouse.up();
  const byPointer = [start[1], start[0], start[2]];
  await until('the order is kept', async () => (await order()).join() === byPointer.join());

  await page.mouse.move(...(await middle(list.getByRole('button', { name: /mobile-ios/ }))));
  await page.mouse.down();
  await page.mouse.move(...(await middle(page.getByRole('link', { name: /^Phones/ }))), { steps: 8 });
  await page.mouse.up();
  await page.getByText('mobile-ios is in Phones now.', { exact: true }).waitFor();
  await until('it is there', async () => (await groupOf('mobile-ios')) === 'Phones');
  assert.deepEqual(await order(), byPointer);
  await page.keyboard.press('z');
  await until('it is out again', async () => (await groupOf('mobile-ios')) === undefined);
  await accessible(page, 'arranging');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 2, name: 'mobile-ios' }).waitFor();
  quiet();
  await close();
});

test('icon and colour: chosen with keys, seen on the tile, taken back', async () => {
  const { page, go, quiet, close } = await open();
  await go('/');
  await page.getByRole('button', { name: 'More for billing-api' }).click();
  await page.getByRole('menuitem', { name: 'Icon and colour…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Icon and colour' });
  await dialog.getByRole('radio', { name: 'teal' }).check({ force: true });
  await dialog.getByRole('radio', { name: 'rocket' }).check({ force: true });
  await accessible(page, 'icon and colour');
  await photograph(page, 'project-icon');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const kept = async () => {
    const { icon, color } = await admin.get('/projects/billing-api');
    return `${icon} ${color}`;
  };
  await until('both are kept', async () => (await kept()) === 'rocket teal');
  await page.getByRole('article').filter({ hasText: 'billing-api' }).locator('svg.lucide-rocket').waitFor();
  await page.keyboard.press('z');
  await until('letters again', async () => (await kept()) === ' ');
  quiet();
  await close();
});

test('a telephone: the menu of a card moves its project, there is no arranging', async () => {
  const start = await order();
  const { page, go, quiet, close } = await open({ viewport: narrow });
  await go('/?sort=order');
  const second = page.getByRole('article').nth(1);
  await second.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await until('it moved', async () => (await order())[0] === start[1]);
  assert.equal(await page.getByRole('button', { name: 'Arrange' }).isVisible(), false);
  quiet();
  await close();
});
