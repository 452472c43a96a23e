// Saying something about an issue: Markdown, mentions, quotations; hostile texts; a session that ends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  accessible,
  anEvent,
  client,
  createProject,
  fits,
  issuesOf,
  makeAdmin,
  makeMember,
  openPage,
  PASSWORD,
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
let issue;
let bo;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  await sendEvents(project.dsn, [anEvent()]);
  [issue] = await issuesOf(admin, project);
  bo = await makeMember(server, admin, { name: 'Bo Berg', email: 'bo@example.com' });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const address = () => `/projects/${project.slug}/issues/${issue.short_id}`;
const api = () => `/projects/${project.id}/issues/${issue.id}/comments`;

test('by keys alone: a mention, bold, a look at it, sent; the named one hears of it', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  const field = page.getByRole('textbox', { name: 'Comment' });
  await field.waitFor();
  await page.keyboard.press('c');
  await page.keyboard.type('@bo');
  await page.getByRole('option', { name: /Bo Berg/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('see ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('line 88');
  await page.keyboard.press('Control+b');
  await accessible(page, 'a comment that is written', ['light']);
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.locator('form strong', { hasText: 'line 88' }).waitFor();
  await page.getByRole('button', { name: 'Write' }).click();
  await field.press('Control+Enter');
  await page.locator('#activity li strong', { hasText: 'line 88' }).waitFor();
  await page.locator('#activity li').getByText('@Bo Berg', { exact: true }).waitFor();
  const [comment] = await admin.get(api());
  assert.match(comment.body, /^@\[Bo Berg\]\(user:[0-9a-f-]{36}\) see \*\*line 88\*\*$/);
  await until('Bo is told', async () =>
    (await bo.get('/notifications')).items?.some((one) => one.kind === 'mention'),
  );
  quiet();
  await close();
});

test('a frame that has the focus is quoted, and the quotation leads back to it', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByText('sum += l.product.price;').waitFor();
  await page.getByRole('textbox', { name: 'Comment' }).waitFor();
  await page.locator('#frame-1 button').first().focus();
  await page.keyboard.press('c');
  const field = page.getByRole('textbox', { name: 'Comment' });
  await until('it is quoted', async () => (await field.inputValue()).includes('checkout/cart.ts:88'));
  await page.keyboard.type('This one.');
  await page.keyboard.press('Control+Enter');
  const link = page.locator('#activity blockquote a');
  await link.waitFor();
  assert.match(await link.getAttribute('href'), /\/events\/[0-9a-f-]+#frame-1$/);
  await photograph(page, 'comments');
  await link.click();
  await page.waitForURL(/\/events\/.*#frame-1$/);
  await page.getByText('sum += l.product.price;').waitFor();
  quiet();
  await close();
});

test('a session that ends in the middle of a comment: the text is there after signing in', async () => {
  const ana = client(server);
  await ana.post('/auth/local/login', { email: 'ana@example.com', password: PASSWORD });
  const { page, go, quiet, close } = await open({ as: ana });
  await go(address());
  const field = page.getByRole('textbox', { name: 'Comment' });
  await field.fill('Written before the session ended');
  await ana.post('/auth/logout');
  await field.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Your session ended' });
  await dialog.waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await field.inputValue(), 'Written before the session ended');
  await field.press('Control+Enter');
  await page.locator('#activity li').getByText('Written before the session ended').waitFor();
  quiet([401]);
  await close();
});

test('a comment that is edited keeps what was typed through a reload, until it is saved or left', async () => {
  const { body } = await admin.post(api(), { body: 'First words' });
  assert.equal(body, 'First words');
  const { page, go, quiet, close } = await open();
  await go(address());
  const item = page.locator('#activity li').filter({ hasText: 'First words' });
  await item.getByRole('button', { name: 'Edit' }).click();
  const field = page.getByRole('textbox', { name: 'Edit the comment' });
  await field.fill('Second words, not sent');
  await page.reload();
  await field.waitFor();
  assert.equal(await field.inputValue(), 'Second words, not sent');
  assert.equal(await field.evaluate((node) => document.activeElement === node), false, 'takes no focus');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await item.waitFor();
  await page.reload();
  await item.waitFor();
  assert.equal(await field.count(), 0, 'what was left is not kept');
  quiet();
  await close();
});

test('hostile texts are texts: nothing runs, nothing leaves, nothing breaks the page', async () => {
  const bodies = [
    '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
    '[click](javascript:alert(1)) ![x](https://evil.example/x.png) [a](//evil.example)',
    'W'.repeat(10_000),
    '\u202Egnp.exe\u202C and \u200B\u200B\u200B zero width',
    '**a '.repeat(3000),
  ];
  for (const body of bodies) await admin.post(api(), { body });
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.locator('#activity').getByText('onerror').waitFor({ timeout: 30_000 });
  await until('Markdown has come', async () => (await page.locator('#activity blockquote').count()) > 0);
  assert.doesNotMatch(await page.title(), /owned/);
  const bad = '#activity li :is(script, img, [onerror], a[href^="javascript:"], a[href^="//"])';
  assert.equal(await page.locator(bad).count(), 0);
  await fits(page, 'hostile comments');
  await accessible(page, 'hostile comments', ['dark']);
  quiet();
  await close();
});

test('shift+y twice saves one file that tells it all without the server, hostile texts as texts', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByRole('textbox', { name: 'Comment' }).waitFor();
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Shift+Y');
  await page.keyboard.press('Shift+Y');
  const download = await saved;
  assert.equal(download.suggestedFilename(), `${issue.short_id}.html`);
  await page.getByText('Incident file saved.', { exact: true }).waitFor();
  const offline = await page.context().browser().newContext({ offline: true });
  const alone = await offline.newPage();
  await alone.setContent(readFileSync(await download.path(), 'utf8'));
  await alone.getByText('sum += l.product.price;').waitFor();
  await alone.getByText('This one.').waitFor();
  assert.doesNotMatch(await alone.title(), /owned/);
  assert.equal(await alone.locator('script, img, iframe, a').count(), 0);
  await photograph(alone, 'incident-file');
  await offline.close();
  quiet();
  await close();
});

test('on paper: the facts, the stack and what was said, in ink on white; nothing to press', async () => {
  const { page, go, quiet, close } = await open();
  await go(address());
  await page.getByRole('textbox', { name: 'Comment' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByRole('textbox', { name: 'Comment' }).isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Resolve' }).first().isVisible(), false);
  assert.equal(await page.getByText('sum += l.product.price;').isVisible(), true);
  assert.equal(await page.locator('#activity').getByText('This one.').isVisible(), true);
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    'rgb(255, 255, 255)',
  );
  await photograph(page, 'print');
  quiet();
  await close();
});
