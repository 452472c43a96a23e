// Rules that score and label: written, ordered, previewed, applied to all issues, removed with undo.
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

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'shop');
  await sendEvents(project.dsn, [
    anEvent({ type: 'PaymentError', value: 'card declined' }),
    anEvent({ type: 'TypeError', value: 'x', level: 'warning' }),
  ]);
  await issuesOf(admin, project, 2);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = () => openPage(browser, server, { as: admin });

test('a priority rule is written beside its preview, and scores all issues when asked', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/rules');
  await page.getByText('Every issue has the same priority').waitFor();
  await checkScreen(page, 'no rule');
  await page.getByRole('link', { name: 'New rule' }).first().click();
  const form = page.getByRole('form', { name: 'New rule' });
  await form.getByText(/\+20 points, when level is one of/).waitFor();
  await page.getByText('1 of 2 events would have matched').last().waitFor();
  await form.getByRole('spinbutton', { name: 'Points' }).fill('30');
  await form.getByRole('textbox', { name: 'Name' }).fill('Errors first');
  await accessible(page, 'a rule that is written');
  await page.setViewportSize(narrow);
  await fits(page, 'a rule that is written, on a telephone');
  await page.setViewportSize(wide);
  await photograph(page, 'rule');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'Errors first' }).waitFor();
  await admin.post(`/projects/${project.id}/priority-rules`, {
    name: 'Quiet ones',
    rule_type: 'level_is',
    pattern: 'warning',
    points: -40,
    enabled: true,
  });
  await go('/projects/shop/rules/priority');
  await page.getByText('When level is "warning"').waitFor();
  await page.getByRole('button', { name: 'Recalculate 2 issues' }).click();
  await page.getByText('2 issues scored.').first().waitFor();
  const scores = (await issuesOf(admin, project, 2)).map((one) => one.priority).sort((a, b) => a - b);
  assert.deepEqual(scores, [10, 80]);
  await checkScreen(page, 'priority rules');
  await photograph(page, 'rules');
  quiet();
  await close();
});

test('rules are ordered, changed, removed, and come back by undo', async () => {
  const { page, go, quiet, close } = await open();
  const names = async () =>
    (await admin.get(`/projects/${project.id}/priority-rules`)).map((rule) => rule.name);
  await go('/projects/shop/rules/priority');
  await page.getByRole('button', { name: 'Move Quiet ones up' }).click();
  await until('the order is another', async () => (await names())[0] === 'Quiet ones');
  await page.getByRole('link', { name: 'Quiet ones' }).click();
  const form = page.getByRole('form', { name: 'Rule' });
  assert.equal(await form.getByRole('combobox', { name: 'Value' }).inputValue(), 'warning', 'as a tree');
  await form.getByRole('spinbutton', { name: 'Points' }).fill('-10');
  await form.getByText('Changed: points').waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Rule saved.').first().waitFor();
  await go('/projects/shop/rules/priority');
  await page.getByRole('button', { name: 'Remove Errors first' }).click();
  await page.getByText('Rule removed.').first().waitFor();
  assert.deepEqual(await names(), ['Quiet ones']);
  await page.keyboard.press('z');
  await until('it is back', async () => (await names()).includes('Errors first'));
  quiet();
  await close();
});

test('a tag rule labels what arrives', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/rules/tags');
  await page.getByText('No issue is tagged by itself').waitFor();
  await checkScreen(page, 'no tag rule');
  await page.getByRole('link', { name: 'New rule' }).first().click();
  const form = page.getByRole('form', { name: 'New rule' });
  await form.getByRole('combobox', { name: 'Condition', exact: true }).selectOption('title');
  await form.getByRole('textbox', { name: 'Value', exact: true }).fill('Payment');
  await form.getByRole('textbox', { name: 'Tag', exact: true }).fill('team');
  await form.getByRole('textbox', { name: 'Value of the tag' }).fill('money');
  await form.getByRole('textbox', { name: 'Name' }).fill('Belongs to payments');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'Belongs to payments' }).waitFor();
  await sendEvents(project.dsn, [anEvent({ type: 'PaymentError', value: 'card declined' })]);
  await go('/projects/shop/rules/tags');
  await page.getByText('→ team: money').waitFor();
  await checkScreen(page, 'tag rules');
  const issue = (await issuesOf(admin, project, 2)).find((one) => one.title.startsWith('Payment'));
  await until('it has the tag', async () => {
    const tags = await admin.get(`/projects/${project.id}/issues/${issue.id}/tags`);
    return tags.some((tag) => tag.key === 'team' && tag.value === 'money');
  });
  quiet();
  await close();
});

test('what is not saved asks before one leaves: by link, by key, by a step back', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/rules/priority');
  await page.getByRole('link', { name: 'Quiet ones' }).click();
  const points = page.getByRole('spinbutton', { name: 'Points' });
  await points.fill('-11');
  await page.getByText('Changed: points').waitFor();
  const dialog = page.getByRole('alertdialog', { name: 'Leave without saving?' });
  const here = page.url();
  const stays = async (how) => {
    await dialog.getByText('Not saved: points.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(page.url(), here, how);
    assert.equal(await points.inputValue(), '-11', how);
  };
  await page.getByRole('link', { name: 'Priority rules of shop' }).click();
  await accessible(page, 'asked before leaving');
  await stays('by a link');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('i');
  await stays('by keys');
  await page.goBack();
  await stays('by a step back');
  await page.goBack();
  await dialog.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('list', { name: 'Rules' }).waitFor();
  assert.match(page.url(), /\/rules\/priority$/);
  await page.getByRole('link', { name: 'Quiet ones' }).click();
  await points.waitFor();
  assert.equal(await points.inputValue(), '-10', 'what is stored');
  await page.getByRole('link', { name: 'Priority rules of shop' }).click();
  await page.getByRole('list', { name: 'Rules' }).waitFor();
  quiet();
  await close();
});

test('a new rule begins with one of three; it is deleted on its own page, and undone', async () => {
  const other = await createProject(admin, 'depot');
  const { page, go, quiet, close } = await open();
  await go(`/projects/${other.id}/rules/tags`);
  // Named by its uuid it is open in the sidebar too.
  await page
    .getByRole('complementary', { name: 'Main' })
    .locator('a[aria-current="page"]', { hasText: 'Rules' })
    .waitFor();
  await checkScreen(page, 'no rule, three beginnings');
  await photograph(page, 'rule-starters');
  await page.getByRole('link', { name: /From a library/ }).click();
  const form = page.getByRole('form', { name: 'New rule' });
  assert.equal(await form.getByRole('textbox', { name: 'Value of the tag' }).inputValue(), 'library');
  await form.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'From a library' }).waitFor();
  const names = async () => (await admin.get(`/projects/${other.id}/tag-rules`)).map((rule) => rule.name);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No issue is tagged by itself').waitFor();
  assert.deepEqual(await names(), []);
  await page.keyboard.press('z');
  await until('it is back', async () => (await names()).includes('From a library'));
  quiet();
  await close();
});
