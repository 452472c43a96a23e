// Trackers: connected and tested in the browser, a ticket made from an issue, resolved by the
// tracker's signed webhook; links, failures, rules; without a connection; a member; telephones.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
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
  startServer,
  until,
  wide,
} from './lib/index.mjs';

let server;
let browser;
let admin;
let project;
let gitea;

/** A Gitea on loopback with one repository; `refuse` is the status it answers with instead. */
async function startGitea() {
  const state = { refuse: 0, issues: [] };
  const view = (one) => ({
    ...one,
    html_url: `https://git.test/shop/web/issues/${one.number}`,
    updated_at: one.updated_at ?? '2026-01-01T00:00:00Z',
    created_at: '2026-01-01T00:00:00Z',
  });
  const route = (method, path, body) => {
    const rest = path.replace('/api/v1/repos/shop/web', '').split('?')[0];
    if (rest === '') return { full_name: 'shop/web', has_issues: true };
    if (rest === '/labels') return [];
    if (rest === '/issues' && method === 'POST') {
      state.issues.push({
        number: state.issues.length + 1,
        title: body.title,
        body: body.body,
        state: 'open',
      });
      return view(state.issues.at(-1));
    }
    if (rest === '/issues') return [];
    const found = state.issues.find((one) => `/issues/${one.number}` === rest);
    return found && view(found);
  };
  const http = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      const answer = state.refuse ? undefined : route(request.method, request.url, text && JSON.parse(text));
      const status = state.refuse || (answer ? 200 : 404);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(status === 200 ? answer : { message: 'token is not valid' }));
    });
  });
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${http.address().port}`;
  return { state, url, view, stop: () => new Promise((done) => http.close(done)) };
}

/** What Gitea calls when an issue of its is closed or reopened. */
async function tell(hook, secret, issue) {
  const body = JSON.stringify({
    action: issue.state === 'closed' ? 'closed' : 'reopened',
    repository: { full_name: 'shop/web' },
    issue: gitea.view(issue),
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'Content-Type': 'application/json', 'X-Gitea-Signature': signature };
  return (await fetch(hook, { method: 'POST', headers, body })).status;
}

before(async () => {
  [server, browser, gitea] = await Promise.all([
    startServer({ ALLOW_PRIVATE_TARGETS: 'true' }),
    startBrowser(),
    startGitea(),
  ]);
  admin = await makeAdmin(server);
  project = await createProject(admin, 'shop');
  await sendEvents(project.dsn, [
    anEvent({ type: 'PaymentError', value: 'card declined' }),
    anEvent({ type: 'TypeError', value: 'x is undefined' }),
  ]);
  await issuesOf(admin, project, 2);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await gitea?.stop();
});
async function open(options) {
  const opened = await openPage(browser, server, { as: admin, ...options });
  opened.page.setDefaultTimeout(25_000); // each ticket is a call of another server
  return opened;
}
const issueOf = async (type) => (await issuesOf(admin, project, 2)).find((one) => one.title.startsWith(type));
const facts = (page) => page.getByRole('complementary', { name: 'Facts' });

test('without a tracker the issue says so, and leads an admin to where one is connected', async () => {
  const { page, go, quiet, close } = await open();
  const { short_id } = await issueOf('PaymentError');
  await go(`/projects/shop/issues/${short_id}`);
  await facts(page).getByText('No tracker is connected to this project.').waitFor();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: `Ticket for ${short_id}` });
  await accessible(page, 'no tracker', ['dark']);
  await dialog.getByRole('link', { name: 'Connect a tracker' }).click();
  await page.getByRole('heading', { level: 1, name: 'Trackers' }).waitFor();
  quiet();
  await close();
});

let hook;
let secret;
test('a tracker is connected, tested with its own words, and told what flows which way', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/settings/trackers');
  await page.getByRole('form', { name: 'Jira' }).waitFor();
  await checkScreen(page, 'trackers');
  await page.getByRole('navigation', { name: 'Trackers' }).getByRole('link', { name: /Gitea/ }).click();
  const form = page.getByRole('form', { name: 'Gitea' });
  await form.getByText('It still needs address, owner, repository, and token.').waitFor();
  await form.getByRole('textbox', { name: 'Address', exact: true }).fill(`${gitea.url}/`);
  await form.getByRole('textbox', { name: 'Owner' }).fill('shop');
  await form.getByRole('textbox', { name: 'Repository' }).fill('web');
  await form.getByRole('textbox', { name: 'Token', exact: true }).fill('first');
  await form.getByRole('switch', { name: 'A closed ticket resolves its issue' }).click();
  await form.getByRole('button', { name: 'Make one' }).click();
  hook = await form.getByRole('region', { name: 'webhook address' }).textContent();
  secret = await form.getByRole('region', { name: 'webhook secret' }).textContent();
  await form
    .getByText(/Changed: address, owner, repository, token, closed tickets, webhook secret/)
    .waitFor();
  await accessible(page, 'a connection that is written');
  await page.setViewportSize(narrow);
  await fits(page, 'a connection on a telephone');
  await page.setViewportSize(wide);
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Gitea saved.').first().waitFor();
  await form.getByText(/Changed:/).waitFor({ state: 'detached' });
  assert.equal(await form.getByRole('textbox', { name: 'Token', exact: true }).inputValue(), '');
  gitea.state.refuse = 401;
  await form.getByRole('button', { name: 'Test the connection' }).click();
  await form.getByText('Gitea refuses this account or token (401): token is not valid').waitFor();
  gitea.state.refuse = 0;
  await form.getByRole('button', { name: 'Test the connection' }).click();
  await form.getByText('Gitea answers: address, account and project are good.').waitFor();
  await photograph(page, 'tracker');
  const [stored] = (await admin.get(`/projects/${project.id}/trackers`)).filter((one) => one.configured);
  assert.equal(stored.closed_resolves, true);
  assert.equal(stored.reopen_reopens, false);
  quiet();
  await close();
});

test('a ticket is made from an issue, and its closing over there resolves the issue here', async () => {
  const { page, go, quiet, close } = await open();
  const issue = await issueOf('PaymentError');
  await go(`/projects/shop/issues/${issue.short_id}`);
  await facts(page).getByRole('button', { name: 'Make or link a ticket' }).click();
  const dialog = page.getByRole('dialog', { name: `Ticket for ${issue.short_id}` });
  const title = dialog.getByRole('textbox', { name: 'Title' });
  await dialog.getByText('checkout/cart.ts:88 in totalFor').waitFor();
  assert.equal(await title.inputValue(), '[GoSnag] PaymentError: card declined');
  await accessible(page, 'a ticket that is looked at');
  await page.setViewportSize(narrow);
  await fits(page, 'a ticket that is looked at on a telephone');
  await page.setViewportSize(wide);
  await photograph(page, 'ticket-new');
  await title.fill('Cards are declined');
  await dialog.getByRole('button', { name: 'Make it in Gitea' }).press('Enter');
  await facts(page).getByRole('link', { name: /#1/ }).waitFor();
  assert.equal(gitea.state.issues[0].title, 'Cards are declined');
  assert.match(gitea.state.issues[0].body, /checkout\/cart\.ts:88 in totalFor/);
  await page.getByText('Has the ticket #1 in Gitea').waitFor();
  await checkScreen(page, 'an issue with its ticket');
  await photograph(page, 'ticket');

  const closed = { ...gitea.state.issues[0], state: 'closed', updated_at: new Date().toISOString() };
  assert.equal(await tell(hook, `${secret}x`, closed), 401);
  assert.equal(await tell(hook, secret, closed), 204);
  await facts(page).getByText('closed', { exact: true }).waitFor();
  await page.getByText('Gitea closed #1').waitFor();
  await until('it is resolved', async () => (await issueOf('PaymentError')).status === 'resolved');
  await page.getByRole('button', { name: 'Reopen' }).first().waitFor();
  quiet();
  await close();
});

test('what fails says why and is tried again; what is there is linked, let go, and linked by undo', async () => {
  const { page, go, quiet, close } = await open();
  const issue = await issueOf('TypeError');
  await go(`/projects/shop/issues/${issue.short_id}`);
  gitea.state.refuse = 401;
  await facts(page).getByRole('button', { name: 'Make or link a ticket' }).waitFor();
  await page.keyboard.press('l');
  const dialog = page.getByRole('dialog', { name: `Ticket for ${issue.short_id}` });
  await dialog.getByRole('button', { name: 'Make it in Gitea' }).click();
  await dialog.getByText(/refuses this account or token/).waitFor();
  await page.keyboard.press('Escape');
  await facts(page).getByText('No ticket').waitFor();
  await facts(page)
    .getByText(/refuses this account or token/)
    .waitFor();
  await checkScreen(page, 'a ticket that failed');
  await photograph(page, 'ticket-failed');
  gitea.state.refuse = 0;
  await facts(page).getByRole('button', { name: 'Try again' }).click();
  await facts(page).getByRole('link', { name: /#2/ }).waitFor();
  await facts(page).getByRole('button', { name: 'Let go #2' }).click();
  await page.getByText('#2 is let go.').first().waitFor();
  await page.keyboard.press('z');
  await facts(page).getByRole('link', { name: /#2/ }).waitFor();
  await facts(page).getByRole('button', { name: 'Let go #2' }).click();
  await facts(page).getByRole('button', { name: 'Make or link a ticket' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('link a ticket');
  await page.getByRole('option', { name: /Make or link a ticket/ }).click();
  await dialog.getByRole('radio', { name: 'Link one that is there' }).check({ force: true });
  const key = dialog.getByRole('textbox', { name: 'Ticket' });
  await key.fill('77');
  await dialog.getByRole('button', { name: 'Link it' }).click();
  await dialog.getByText(/Gitea has no such ticket/).waitFor();
  await key.fill('https://git.test/shop/web/issues/1');
  await key.press('Enter');
  await facts(page).getByRole('link', { name: /#1/ }).waitFor();
  quiet([400, 502]);
  await close();
});

test('a rule makes tickets by itself; it is turned off and on in its list', async () => {
  const { page, go, quiet, close } = await open();
  await go('/projects/shop/settings/trackers?tracker=gitea');
  await page.getByRole('link', { name: 'Rules for Gitea' }).click();
  await page.getByText('No ticket in Gitea is made by itself').waitFor();
  await page.getByRole('link', { name: 'New rule' }).first().click();
  const form = page.getByRole('form', { name: 'New rule' });
  await form.getByText(/Makes a ticket in Gitea, when level is one of/).waitFor();
  await form.getByRole('textbox', { name: 'Name' }).fill('All that fail');
  await accessible(page, 'a rule for tickets', ['dark']);
  await form.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'All that fail' }).waitFor();
  await sendEvents(project.dsn, [anEvent({ type: 'RuledError', value: 'by itself' })]);
  await until('the ticket is there', () => gitea.state.issues.some((one) => /RuledError/.test(one.title)));
  await go('/projects/shop/rules/gitea');
  await checkScreen(page, 'rules for tickets');
  const rules = () => admin.get(`/projects/${project.id}/gitea/rules`);
  await page.getByRole('switch', { name: 'On' }).click();
  await page.getByText('Rule is off.').first().waitFor();
  assert.equal((await rules())[0].enabled, false);
  await page.keyboard.press('z');
  await until('it is on', async () => (await rules())[0].enabled);
  quiet();
  await close();
});
