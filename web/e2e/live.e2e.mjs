// One stream for all tabs; it outlives the tab that reads it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  anEvent,
  createProject,
  makeAdmin,
  openPage,
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
  project = await createProject(admin, 'storefront-web');
  await sendEvents(project.dsn, [anEvent()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const figure = (page, text) => page.getByRole('article').getByText(text, { exact: true }).waitFor();

test('two tabs share a stream, both follow, and the second goes on when the first is closed', async () => {
  const first = await openPage(browser, server, { as: admin });
  const streams = [];
  first.page.context().on('request', (request) => {
    if (request.url().includes('/api/v1/stream')) streams.push(request.frame().page());
  });
  const ofSecond = () => streams.filter((page) => page === second).length;
  await first.go('/');
  await figure(first.page, '1 open');
  await first.page.locator('[data-live="live"]').waitFor();
  const second = await first.page.context().newPage();
  await second.goto(`${server.url}/`);
  await figure(second, '1 open');
  await second.locator('[data-live="live"]').waitFor();
  assert.equal(ofSecond(), 0, 'the second tab opens no stream');

  await sendEvents(project.dsn, [anEvent({ type: 'RangeError', value: 'Invalid array length' })]);
  await Promise.all([figure(first.page, '2 open'), figure(second, '2 open')]);

  await first.page.close();
  await until('the second tab reads the stream', async () => ofSecond() === 1);
  await second.locator('[data-live="live"]').waitFor();
  await sendEvents(project.dsn, [anEvent({ type: 'SyntaxError', value: 'Unexpected token' })]);
  await figure(second, '3 open');
  first.quiet();
  await first.close();
});
