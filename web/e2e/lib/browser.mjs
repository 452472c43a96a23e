// Debian's Chromium, one for all tests of a file, and pages that watch themselves.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const results = new URL('../../test-results/', import.meta.url);
/** Sums what moved without the reader's doing (decisions: CLS at most 0.02). */
const watchShifts = `globalThis.__shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.__shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;
const SHIFT_MOST = 0.02;

const args = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export const wide = { width: 1440, height: 900 };
export const narrow = { width: 390, height: 844 };

export function findBrowser() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error('no Chromium: install the package chromium, or set CHROMIUM to its path');
  return found;
}

/** A fresh profile in a temporary folder every time. */
export function startBrowser() {
  return chromium.launch({ executablePath: findBrowser(), args });
}

/**
 * A page of its own context. `faults` gathers console messages, failures and requests to other
 * origins; `quiet()` asserts that there were none (`expected`: statuses the test provokes).
 */
export async function openPage(browser, server, { as, theme = 'dark', viewport = wide } = {}) {
  const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: 'reduce' });
  if (as) await context.addCookies(as.cookies());
  await context.addInitScript(watchShifts);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults = [];
  const requests = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    faults.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.stack}`));
  page.on('request', (request) => {
    requests.push(request.url());
    if (new URL(request.url()).origin !== server.url) faults.push(`other origin: ${request.url()}`);
  });
  return {
    page,
    faults,
    requests,
    go: (path) => page.goto(server.url + path),
    /** @param {number[]} expected */
    quiet(expected = []) {
      const left = faults.filter(
        (fault) => !expected.some((status) => fault.includes(`status of ${status}`)),
      );
      assert.deepEqual(left, [], 'the console is silent and nothing leaves the server');
    },
    close: () => context.close(),
  };
}

/** What reaches over the right edge of a page that can be moved sideways. */
const tooWide = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((node) => node.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((node) => `${node.tagName.toLowerCase()} ${node.className}`.slice(0, 120));
  });

/** Nothing is wider than the screen, once the page has come to rest. */
export async function fits(page, what) {
  let over = await tooWide(page);
  for (let i = 0; over.length > 0 && i < 10; i++) {
    await page.waitForTimeout(100);
    over = await tooWide(page);
  }
  assert.deepEqual(over, [], `${what} fits ${page.viewportSize().width} px`);
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What another theme can change: themes are colours and nothing else. */
const colourRules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/**
 * axe finds nothing, nor in the colours of the other theme. Its source comes into the page the
 * first time it is asked; it tells of violations alone, which is quicker.
 */
export async function accessible(page, what, themes = ['dark', 'light']) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
    const { violations } = await page.evaluate(
      (runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ['violations'] }),
      theme === themes[0] ? rules : colourRules,
    );
    const found = violations.map(({ id, nodes }) => ({
      id,
      where: nodes
        .slice(0, 3)
        .map((node) => `${node.html.slice(0, 140)} | ${node.failureSummary?.split('\n')[1] ?? ''}`),
    }));
    assert.deepEqual(found, [], `${what}, ${theme}: axe`);
  }
}

/** Nothing moved while the page was filled. Before a test resizes it. */
export async function steady(page, what) {
  const shift = await page.evaluate(() => globalThis.__shift);
  assert.ok(shift <= SHIFT_MOST, `${what}: layout shift ${shift.toFixed(3)}, at most ${SHIFT_MOST}`);
}

/** data, both themes, both widths. */
export async function checkScreen(page, what) {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await steady(page, what);
  await accessible(page, what);
  await fits(page, what);
  await page.setViewportSize(narrow);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await fits(page, what);
  await accessible(page, `${what} at ${narrow.width} px`, ['dark']);
  await page.setViewportSize(wide);
  await page.evaluate(() => {
    globalThis.__shift = 0;
  });
}

/** A picture in test-results/, for people. */
export async function photograph(page, name) {
  mkdirSync(results, { recursive: true });
  await page.screenshot({ path: new URL(`${name}.png`, results).pathname });
}
