// Alerts: a rule built in the browser rings a loopback Slack exactly once; builder, log, test, keys.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
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
  startMailbox,
  startServer,
  until,
  wide,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;
let slack;
let mailbox;

/** Slack on loopback: keeps what it was sent, answers with the status it was told. */
async function startSlack() {
  const heard = [];
  const state = { status: 200 };
  const http = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      heard.push({ path: request.url, body: JSON.parse(text) });
      response.writeHead(state.status, { 'Content-Type': 'text/plain' });
      response.end(state.status === 200 ? 'ok' : 'channel_is_archived');
    });
  });
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  return {
    heard,
    state,
    url: `http://127.0.0.1:${http.address().port}/services/T/B/secret`,
    stop: () => new Promise((done) => http.close(done)),
  };
}

before(async () => {
  mailbox = await startMailbox();
  [server, browser, slack] = await Promise.all([
    startServer({
      ALLOW_PRIVATE_TARGETS: 'true',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(mailbox.port),
      SMTP_FROM: 'gosnag@example.com',
    }),
    startBrowser(),
    startSlack(),
  ]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'shop');
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await slack?.stop();
  await mailbox?.stop();
});
const open = (options) => openPage(browser, server, { as: admin, ...options });
const boom = (change = {}) => anEvent({ type: 'PaymentError', value: 'card declined', ...change });

test('without alerts there are three beginnings', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/alerts');
  await page.getByText('Nobody is told of anything yet').waitFor();
  await checkScreen(page, 'no alert');
  await page.getByRole('link', { name: /Something is on fire/ }).click();
  await page.getByRole('heading', { level: 1, name: 'New alert' }).waitFor();
  await page.getByText('No events yet').last().waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Something is on fire');
  quiet();
  await close();
});

test('a rule built in the browser rings Slack exactly once for the event that should, never for the other', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/alerts/new');
  const form = page.getByRole('form', { name: 'New alert' });
  await form.getByRole('button', { name: 'Condition', exact: true }).click();
  const second = form.getByRole('combobox', { name: 'Condition', exact: true }).nth(1);
  await second.selectOption('title');
  await form.getByRole('textbox', { name: 'Value' }).fill('Pay(ment)?Error');
  await form.getByText(/when level is one of "error", "fatal" and title contains/).waitFor();
  await form.getByRole('combobox', { name: 'Tell by' }).selectOption('slack');
  await form.getByLabel('Webhook address').fill(slack.url);
  await form.getByRole('textbox', { name: 'Channel' }).fill('#payments');
  await form.getByRole('textbox', { name: 'Name' }).fill('Payments on fire');
  await accessible(page, 'an alert that is written');
  await page.setViewportSize(narrow);
  await fits(page, 'an alert that is written, on a telephone');
  await page.setViewportSize(wide);
  await form.getByRole('button', { name: 'Add alert' }).click();
  await page.getByRole('heading', { level: 1, name: 'Payments on fire' }).waitFor();
  await page.getByText('Nothing was sent yet.').waitFor();

  await sendEvents(project.dsn, [
    boom(),
    boom(),
    anEvent({ type: 'TypeError', value: 'no such thing' }),
    boom({ level: 'warning', type: 'PaymentErrorSoft' }),
  ]);
  await issuesOf(admin, project, 3);
  await until('Slack has heard of it', () => slack.heard.length > 0);
  await sendEvents(project.dsn, [boom()]);
  await page.getByText('sent', { exact: true }).waitFor({ timeout: 25_000 });
  const [{ path, body }] = slack.heard;
  assert.equal(slack.heard.length, 1, 'once, of five events in three issues');
  assert.equal(path, '/services/T/B/secret');
  assert.equal(body.channel, '#payments');
  assert.match(body.attachments[0].title, /PaymentError: card declined/);
  assert.match(body.attachments[0].text, /Sent because level is one of/);
  await page
    .getByRole('list', { name: 'Tries' })
    .getByText(/200 taken/)
    .waitFor();
  await page
    .getByRole('link', { name: /PaymentError: card declined/ })
    .first()
    .waitFor();
  await accessible(page, 'an alert that rang');
  await photograph(page, 'alert');
  quiet();
  await close();
});

test('a rule built in the browser reaches a mailbox once for the event that should, never for the other', async () => {
  const post = await createProject(admin, 'post');
  const { page, go, quiet, close } = await open();
  await go('/projects/post/alerts/new');
  const form = page.getByRole('form', { name: 'New alert' });
  await form.getByRole('textbox', { name: 'Recipients' }).fill('ana@example.com');
  await form.getByRole('switch', { name: 'Tell when it is resolved' }).check();
  await form.getByRole('switch', { name: 'Keep still at times' }).check();
  // With all days off it goes on asking which.
  for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'])
    await form.getByRole('checkbox', { name: day }).uncheck();
  await form.getByRole('checkbox', { name: 'Sat' }).check();
  await form.getByLabel('Time zone').fill('Mars/Base');
  await form.getByRole('button', { name: 'Add alert' }).click();
  await form.getByText('this is no time zone that the server knows').waitFor();
  await accessible(page, 'an alert that keeps still');
  await photograph(page, 'alert-calm');
  await page.setViewportSize(narrow);
  await fits(page, 'an alert that keeps still, on a telephone');
  await photograph(page, 'alert-calm-phone');
  await page.setViewportSize(wide);
  await form.getByRole('switch', { name: 'Keep still at times' }).uncheck();
  await form.getByRole('textbox', { name: 'Name' }).fill('By post');
  await form.getByRole('button', { name: 'Add alert' }).click();
  await page.getByRole('heading', { level: 1, name: 'By post' }).waitFor();
  await sendEvents(post.dsn, [boom(), boom(), anEvent({ level: 'info', type: 'Quiet', value: 'nothing' })]);
  await issuesOf(admin, post, 2);
  await until('the mailbox has it', () => mailbox.letters.length > 0);
  await sendEvents(post.dsn, [boom()]);
  await page.getByText('sent', { exact: true }).waitFor({ timeout: 25_000 });
  assert.equal(mailbox.letters.length, 1, 'once, of four events in two issues');
  const [letter] = mailbox.letters;
  assert.equal(letter.to, 'ana@example.com');
  assert.match(letter.data, /Subject: \[GoSnag\] New issue in post: PaymentError/);
  assert.match(letter.data, /Sent because level is/);
  quiet([400]);
  await close();
});

test('the preview counts every line, and the log tells what Slack said', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/alerts');
  await page.getByText(/rang 1× in 7 d/).waitFor();
  await checkScreen(page, 'alerts');
  await photograph(page, 'alerts');
  await page.getByRole('link', { name: 'Payments on fire' }).click();
  await page.getByText('3 of 5 events would have matched').last().waitFor();
  await page.getByText('4 of 5 events').first().waitFor({ state: 'attached' });
  await page
    .getByText(/1 event fails only/)
    .first()
    .waitFor();
  await page.getByRole('heading', { name: '1 ring in 7 days, less than one a day' }).waitFor();
  const rings = page.getByRole('list', { name: 'Rings' });
  await rings.getByRole('link', { name: /PaymentError: card declined/ }).waitFor();
  await photograph(page, 'alert-machine');
  await page.getByLabel('Webhook address').waitFor();
  assert.equal(await page.getByLabel('Webhook address').inputValue(), '', 'a secret does not come back');
  slack.state.status = 410;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText(/Refused by .*410/).waitFor();
  await page.getByText('channel_is_archived').first().waitFor();
  await page.getByText('given up', { exact: true }).waitFor();
  assert.match((await admin.get(`/projects/${project.id}/alerts`))[0].last_error, /410/);
  slack.state.status = 200;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText(/Taken by .*200/).waitFor();
  await accessible(page, 'a test and its log');
  quiet();
  await close();
});

test('a nested rule is built, moved and saved by keys alone', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/alerts');
  await page.getByRole('link', { name: 'Payments on fire' }).focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Alert' });
  await form.getByRole('button', { name: 'Group', exact: true }).focus();
  await page.keyboard.press('Enter');
  const inner = form.getByRole('combobox', { name: 'Group, level 2' });
  assert.equal(await inner.inputValue(), 'or');
  const value = form.getByRole('textbox', { name: 'Value' }).last();
  await value.focus();
  await page.keyboard.type('Card');
  const title = form.getByRole('combobox', { name: 'Condition', exact: true }).nth(1);
  await title.focus();
  await page.keyboard.press('Alt+ArrowRight');
  await form.getByRole('group', { name: /Any of 2 conditions, level 2/ }).waitFor();
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[data-node]')?.textContent ?? '');
  assert.match(await focused(), /title/, 'the focus goes with what is moved');
  await page.keyboard.press('Alt+ArrowUp');
  await form.getByRole('group', { name: /Any of 1 condition, level 2/ }).waitFor();
  await page.keyboard.press('Alt+ArrowRight');
  await page.setViewportSize(narrow);
  await fits(page, 'a nested rule on a telephone');
  await page.getByRole('button', { name: /events would have matched/ }).click();
  await page
    .getByRole('dialog')
    .getByText(/The newest 5 events/)
    .waitFor();
  await accessible(page, 'a nested rule and its preview on a telephone');
  await photograph(page, 'alert-phone');
  await page.keyboard.press('Escape');
  await page.setViewportSize(wide);
  await form.getByText(/Changed: conditions/).waitFor();
  await form.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByText('Alert saved.').first().waitFor();
  const [alert] = await admin.get(`/projects/${project.id}/alerts`);
  assert.deepEqual(alert.conditions, {
    operator: 'and',
    conditions: [
      { type: 'level', op: 'in', value: ['error', 'fatal'] },
      {
        operator: 'or',
        conditions: [
          { type: 'title', op: 'contains', value: 'Pay(ment)?Error' },
          { type: 'title', op: 'contains', value: 'Card' },
        ],
      },
    ],
  });
  assert.equal(alert.config.webhook_url_set, true, 'the address stays');
  quiet();
  await close();
});

test('what the server refuses is told at its line', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/alerts/new');
  const form = page.getByRole('form', { name: 'New alert' });
  await form.getByRole('combobox', { name: 'Condition', exact: true }).selectOption('title');
  await form.getByRole('combobox', { name: 'Operator' }).selectOption('matches');
  await form.getByRole('textbox', { name: 'Value' }).fill('pay(');
  await form
    .getByRole('alert')
    .filter({ hasText: /parenthes/ })
    .waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Value' }).getAttribute('aria-invalid'), 'true');
  await accessible(page, 'a pattern that is none', ['dark']);
  await form.getByRole('button', { name: 'JSON' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('{"operator":"and","conditions":[{"type":"moon"}]}');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await dialog.getByText('There is no condition "moon".').waitFor();
  await dialog.getByRole('textbox').fill('{"type":"velocity","op":">=","value":"3","minutes":5}');
  await dialog.getByRole('button', { name: 'Use it' }).click();
  await form.getByText(/when events in 5 min ≥ 3/).waitFor();
  quiet([400]);
  await close();
});

test('a webhook in words of ones own shows what is sent before it is saved', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/alerts/new');
  const form = page.getByRole('form', { name: 'New alert' });
  await form.getByRole('combobox', { name: 'Tell by' }).selectOption('webhook');
  await form.getByRole('combobox', { name: 'Shape' }).selectOption('template');
  await form
    .getByRole('textbox', { name: 'Template' })
    .fill('{"n": "{{issue.event_count}}", "x": "{{moon}}"}');
  await form.getByRole('button', { name: 'Show what is sent' }).click();
  await form.getByText("nothing is called 'moon'").waitFor();
  await form.getByRole('textbox', { name: 'Template' }).fill('{"n": "{{issue.event_count}}"}');
  await form.getByRole('button', { name: 'Show what is sent' }).click();
  const sent = form.getByRole('region', { name: 'What is sent' });
  assert.match(await sent.textContent(), /^\{\s+"n": \d+\s+\}$/);
  await accessible(page, 'a template and what it makes');
  await photograph(page, 'alert-template');
  await page.setViewportSize(narrow);
  await fits(page, 'a template, on a telephone');
  quiet([400]);
  await close();
});

test('an alert is turned off, taken back, and deleted after a question', async () => {
  const { page, go, quiet, close } = await open();
  const alerts = () => admin.get(`/projects/${project.id}/alerts`);
  await go('/projects/shop/alerts');
  await page.getByRole('switch', { name: 'On' }).click();
  await page.getByText('Alert is off.').first().waitFor();
  await until('it is off', async () => !(await alerts())[0].enabled);
  await page.keyboard.press('z');
  await until('it is on', async () => (await alerts())[0].enabled);
  await page.getByRole('link', { name: 'Payments on fire' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete alert' }).click();
  await page.getByText('Nobody is told of anything yet').waitFor();
  assert.deepEqual(await alerts(), []);
  quiet();
  await close();
});
