// Pages for the matrix: one a role and worker, with the console watched, and found until settled.
import { accessible, fits, openPage } from '../lib/index.mjs';

export const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 768, height: 1024 },
  { width: 720, height: 450 }, // 1440 x 900 at 200 % zoom
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];
export const THEMES = ['dark', 'light'];

const SETTLE_MS = 12_000;

const askedBy = new WeakMap();
/** Requests that are not answered yet, the stream aside. */
export function askedOf(page) {
  const known = askedBy.get(page);
  if (known) return known;
  const asked = new Set();
  askedBy.set(page, asked);
  const done = (request) => asked.delete(request);
  page.on('request', (request) => {
    if (!new URL(request.url()).pathname.endsWith('/stream')) asked.add(request);
  });
  page.on('requestfinished', done);
  page.on('requestfailed', done);
  page.on('framenavigated', () => asked.clear());
  return asked;
}

const QUIET_MS = 400;
const QUIET_WITHIN_MS = 3000;

/** Nothing is asked for any more: what only decorates a page comes after what one came for. */
async function quiet(page) {
  const asked = askedOf(page);
  const end = Date.now() + QUIET_WITHIN_MS;
  do await page.waitForTimeout(QUIET_MS);
  while (asked.size > 0 && Date.now() < end);
}

/** The heading is there, nothing is still a grey place and nothing asked for. */
export async function settle(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('h1, main h2') &&
      ![...document.querySelectorAll('.late')].some((node) => node.checkVisibility()),
    undefined,
    { timeout: SETTLE_MS },
  );
  await quiet(page);
  await frames(page);
}

/** Two frames: what was asked for is painted. */
export function frames(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Gathers and prints what is wrong, instead of stopping at the first. */
export class Findings {
  list = [];
  counts = {};
  looked(part, n = 1) {
    this.counts[part] = (this.counts[part] ?? 0) + n;
  }
  add(part, screen, where, what) {
    const text = String(what).slice(0, 1500);
    this.list.push({ part, screen, where, what: text });
    console.log(`✖ ${part} | ${screen} | ${where}\n    ${text.replaceAll('\n', '\n    ')}`);
  }
  /** Runs one check; a failure is a finding. */
  async check(part, screen, where, run) {
    this.looked(part);
    try {
      await run();
    } catch (error) {
      this.add(part, screen, where, error.message ?? error);
    }
  }
}

/** A page of a role, or of a person; `left()` hands out and forgets what its console said. */
export async function pageOf(browser, stage, role, options = {}) {
  const as = typeof role === 'string' ? stage.roles[role] : role;
  const opened = await openPage(browser, stage.server, { as, ...options });
  askedOf(opened.page);
  return {
    ...opened,
    left(allow = () => false) {
      return opened.faults.splice(0).filter((fault) => !allow(fault));
    },
  };
}

export async function setTheme(page, theme) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
}

/** Answers of refusals are expected on pages that a role may not open. */
export const refusals = (fault) => /status of (403|404|409)/.test(fault);

export { accessible, fits };
