// Every screen whose reads fail: all at once by each cause, then one at a time. Nothing is blank,
// the server's words are shown, the rest of the page stands.
import { accessible, fits, frames, pageOf, refusals, SIZES, settle, THEMES } from './page.mjs';
import { pool } from './pool.mjs';

const answer =
  (status, extra = {}) =>
  (route) =>
    route.fulfill({
      status,
      headers: { 'Content-Type': 'application/json', ...extra },
      body: JSON.stringify({ error: `Made to fail: ${status}`, code: 'made', request_id: 'req-matrix' }),
    });
const SLOW_MS = 900;
/** Longer than two more tries. */
const GIVES_UP_MS = 7000;
const SHIFT_MOST = 0.02;

const causes = [
  { name: '500', act: answer(500), words: /Made to fail: 500/, id: true },
  { name: '403', act: answer(403), words: /Made to fail: 403|Needs admin|admin/i },
  { name: '429', act: answer(429, { 'Retry-After': '7' }), words: /Made to fail: 429/ },
  {
    name: 'offline',
    act: (route) => route.abort('internetdisconnected'),
    words: /cannot be reached|offline/i,
  },
];

/** What may be missing without a word: it decorates, and its absence changes no decision. */
const decoration = [
  /^\/favorites$/,
  /^\/projects$/,
  /^\/search\/suggest$/,
  /^\/users$/,
  /^\/notifications$/,
  /^\/views$/,
  /^\/jobs\//,
  /^\/me\/visits/,
  /\/issues\/counts$/, // figures beside tabs
  /\/events\/\*$/, // the neighbours, fetched ahead
  /^\/projects\/[^/]+$/, // its name in the head; pages that live of it are seen when all fail
];
/** Asked for by the shell on every page, told by the system page alone. */
const ofShell = (screen, path) => path === '/system/summary' && screen.path !== '/admin';
const decorates = (kind) => decoration.some((one) => one.test(kind));
const pathOf = (url) => new URL(url).pathname.replace(/^\/api\/v1/, '');
/** Some reads are too long for an address: they are posted, and change nothing. */
const isRead = (request) =>
  (request.method() === 'GET' && !/\/stream$/.test(pathOf(request.url()))) ||
  /\/conditions\/preview$/.test(pathOf(request.url()));
/** Ids out, so that one endpoint is one. */
const kindOf = (url) => pathOf(url).replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{32}\b/g, '*');

async function failWith(page, act, only) {
  await page.route('**/api/v1/**', (route) => {
    const wanted = isRead(route.request()) && (!only || kindOf(route.request().url()) === only);
    return wanted ? act(route) : route.continue();
  });
}

const spoken = (page) =>
  page.evaluate(() => (document.querySelector('main') ?? document.body).textContent ?? '');

/** True once the words are there: reads are tried again for a while before they are given up. */
const says = (page, words) =>
  page
    .waitForFunction(
      ([source, flags]) =>
        new RegExp(source, flags).test((document.querySelector('main') ?? document.body).textContent ?? ''),
      [words.source, words.flags],
      { timeout: GIVES_UP_MS, polling: 100 },
    )
    .then(
      () => true,
      () => false,
    );

const asks = (own, screen) => [
  ...new Set(
    own.requests
      .filter((url) => url.includes('/api/v1/') && !/\/stream(\?|$)/.test(url))
      .filter((url) => !ofShell(screen, pathOf(url)))
      .map(kindOf),
  ),
];

async function allFail(own, screen, cause, { findings, keep }) {
  const { page, go, left } = own;
  await failWith(page, cause.act);
  await findings.check('failures', screen.name, cause.name, async () => {
    own.requests.length = 0;
    await go(screen.path);
    await settle(page);
    await page.waitForTimeout(100);
    const reads = asks(own, screen).filter((kind) => !decorates(kind) || /^\/projects\/[^/]+$/.test(kind));
    if (reads.length > 0 && !(await says(page, cause.words)))
      throw new Error(`its words are not shown after ${reads.join(', ')}`);
    if (reads.length > 0 && cause.id && !(await says(page, /req-matrix/)))
      throw new Error('the request id is not shown');
    if ((await spoken(page)).trim().length < 20) throw new Error('the page is blank');
    await page.setViewportSize(SIZES[4]);
    await frames(page);
    await fits(page, screen.name);
    await page.setViewportSize(SIZES[0]);
  });
  if (cause.name === '500')
    for (const theme of THEMES)
      await findings.check('axe', screen.name, `error ${theme}`, () =>
        accessible(page, screen.name, [theme]),
      );
  await keep(page, screen, cause.name);
  await page.unroute('**/api/v1/**');
  for (const fault of left((one) => refusals(one) || /status of|ERR_INTERNET|Failed to load/.test(one)))
    findings.add('console', screen.name, cause.name, fault);
}

async function oneFails(own, screen, { findings }) {
  const { page, go, left } = own;
  own.requests.length = 0;
  await go(screen.path);
  await settle(page);
  await page.waitForTimeout(200);
  const kinds = asks(own, screen).filter((kind) => !decorates(kind));
  if (kinds.length < 2) return;
  for (const kind of kinds) {
    await failWith(page, answer(500), kind);
    await findings.check('panels', screen.name, kind, async () => {
      await go(screen.path);
      await settle(page);
      if (!(await says(page, /Made to fail|could not be read/)))
        throw new Error(`${kind} fails without a word`);
    });
    await page.unroute('**/api/v1/**');
  }
  // What only decorates may have been asked for when the cause before still held.
  for (const fault of left((one) => /status of|ERR_INTERNET/.test(one)))
    findings.add('console', screen.name, 'one fails', fault);
}

async function slow(own, screen, { findings, keep }) {
  const { page, go } = own;
  await failWith(page, async (route) => {
    await new Promise((done) => setTimeout(done, SLOW_MS));
    await route.continue().catch(() => {});
  });
  await findings.check('slow', screen.name, 'slow', async () => {
    await go(screen.path);
    await page.locator('h1, .late, [aria-busy="true"]').first().waitFor();
    await keep(page, screen, 'slow');
    await page.waitForTimeout(SLOW_MS);
    await settle(page);
    const shift = await page.evaluate(() => globalThis.__shift);
    if (shift > SHIFT_MOST) throw new Error(`layout shift ${shift.toFixed(3)} when the answer comes`);
  });
  await page.unroute('**/api/v1/**');
}

export async function failures(matrix) {
  const { browser, stage, screens, workers } = matrix;
  const wanted = screens.filter(
    (screen) => !screen.as && screen.kind !== 'empty' && !/hostile/.test(screen.name),
  );
  // Most of the time passes in waiting for the next try, so more of them wait at once.
  await pool(
    workers * 3,
    wanted,
    () => pageOf(browser, stage, 'admin'),
    async (own, screen) => {
      for (const cause of causes) await allFail(own, screen, cause, matrix);
      await oneFails(own, screen, matrix).catch((error) =>
        matrix.findings.add('panels', screen.name, '', error.message),
      );
      await slow(own, screen, matrix);
    },
  );
}
