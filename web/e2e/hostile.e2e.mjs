// Events made to break the page: markup, links that run, letters that turn the line, endless words.
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
  wide,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;
const slow = { timeout: 30_000 };
const script = '<script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">';
const bad =
  ':is(script:not([src]):not([nonce]):not([type]), img[onerror], [onerror], [onclick], a[href^="javascript:" i], a[href^="data:" i])';

/** Every place where a client's text is shown. */
function hostile(type, text) {
  const event = anEvent({
    type,
    value: text,
    tags: { [text.slice(0, 30)]: text.slice(0, 190), plain: 'yes' },
    user: { id: text, email: text, username: text },
    request: { url: `javascript:alert(1)//${text.slice(0, 200)}`, method: 'GET', headers: { Referer: text } },
    breadcrumbs: {
      values: [{ timestamp: 1, category: text, message: text, data: { url: 'javascript:alert(1)' } }],
    },
    contexts: { [text.slice(0, 30)]: { name: text, link: 'javascript:alert(1)' } },
    extra: { [text.slice(0, 30)]: text },
    release: text.slice(0, 60),
    environment: text.replace(/[^\w]/g, '').slice(0, 30) || 'prod',
  });
  for (const frame of event.exception.values[0].stacktrace.frames) {
    Object.assign(frame, { function: text, filename: text, context_line: text, vars: { [text]: text } });
  }
  return event;
}
const texts = {
  MarkupError: script,
  TurnedError: '\u202Egnp.exe \u05D0\u05D1\u05D2 \u0645\u0631\u062D\u0628\u0627 \u200B\u200C\u200D\uFEFF end',
  WordError: 'W'.repeat(10_000),
  HugeError: 'lorem ipsum '.repeat(85_000),
};

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'storefront-web');
  const huge = anEvent({ type: 'HugeError', value: texts.HugeError });
  const small = Object.entries(texts).filter(([type]) => type !== 'HugeError');
  await sendEvents(project.dsn, [...small.map(([type, text]) => hostile(type, text)), huge]);
  await issuesOf(admin, project, Object.keys(texts).length);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function harmless(page, what) {
  assert.doesNotMatch(await page.title(), /^owned/);
  assert.equal(await page.locator(bad).count(), 0, `${what}: nothing of a client is markup`);
  await fits(page, what);
  await page.setViewportSize(narrow);
  await fits(page, `${what} on a telephone`);
  await page.setViewportSize(wide);
}

test('the list shows hostile titles as texts, and none wider than the screen', async () => {
  const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
  await go('/projects/storefront-web/issues');
  await page.getByText('MarkupError').first().waitFor(slow);
  await harmless(page, 'the list');
  await photograph(page, 'hostile-list');
  quiet();
  await close();
});

for (const type of Object.keys(texts)) {
  test(`an issue of ${type} is read like any other`, async () => {
    const issues = await issuesOf(admin, project);
    const issue = issues.find((one) => one.title.startsWith(type));
    const { page, go, quiet, close } = await openPage(browser, server, { as: admin });
    await go(`/projects/storefront-web/issues/${issue.short_id}`);
    await page.getByRole('heading', { level: 1 }).waitFor(slow);
    await page.locator('#activity').waitFor(slow);
    await harmless(page, type);
    if (type === 'TurnedError') await accessible(page, type, ['dark']);
    await photograph(page, `hostile-${type}`);
    quiet();
    await close();
  });
}
