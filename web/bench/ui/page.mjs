// Pages that measure themselves: paints, shifts, slow tasks, how long a key takes to be seen.
import { wide } from '../../e2e/lib/index.mjs';

const WATCH = `
globalThis.__bench = { lcp: 0, shift: 0, tasks: [], inputs: [] };
const watch = (type, each, more) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
watch('largest-contentful-paint', (entry) => { __bench.lcp = entry.startTime; });
watch('layout-shift', (entry) => { if (!entry.hadRecentInput) __bench.shift += entry.value; });
watch('longtask', (entry) => __bench.tasks.push({ at: entry.startTime, ms: entry.duration }));
watch('event', (entry) => { if (entry.interactionId) __bench.inputs.push(entry.duration); }, { durationThreshold: 16 });
`;

/** A page with an empty cache, signed in; \`throttle\` divides the speed of its processor. */
export async function freshPage(browser, server, who, throttle = 1) {
  const context = await browser.newContext({ viewport: wide, colorScheme: 'dark' });
  await context.addCookies(who.cookies());
  await context.addInitScript(WATCH);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const session = await context.newCDPSession(page);
  if (throttle > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  const requests = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  return {
    page,
    session,
    requests,
    go: (path) => page.goto(server.url + path),
    close: () => context.close(),
  };
}

/** Calls of the API that were begun before `selector` was there, the stream aside: what the first view
 * costs, by the page's own clock. To be asked for before the page is opened. */
export async function countCalls(page, selector) {
  await page.addInitScript((css) => {
    const look = () => {
      if (!document.querySelector(css)) return requestAnimationFrame(look);
      const at = performance.now();
      __bench.calls = performance
        .getEntriesByType('resource')
        .filter((one) => one.startTime < at && /\/api\/v1\/(?!stream)/.test(one.name))
        .map((one) => new URL(one.name).pathname);
    };
    requestAnimationFrame(look);
  }, selector);
}

export const seen = (page) => page.evaluate(() => globalThis.__bench);

/**
 * Milliseconds from a key or click to the frame in which \`done\` (a selector, or a change of where
 * focus or text is) is painted; measured inside the page, without the way of the tool.
 */
export async function untilPainted(page, act, done) {
  await page.evaluate((selector) => {
    globalThis.__painted = new Promise((resolve) => {
      const begin = () => {
        const from = performance.now();
        const look = () => {
          const found = selector
            ? [...document.querySelectorAll(selector)].some((n) => n.checkVisibility())
            : true;
          if (!found) return requestAnimationFrame(look);
          // After the frame that shows it.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - from);
          requestAnimationFrame(() => port2.postMessage(0));
        };
        look();
      };
      for (const type of ['keydown', 'pointerdown'])
        addEventListener(type, begin, { capture: true, once: true });
    });
  }, done ?? null);
  await act();
  return page.evaluate(() => globalThis.__painted);
}

export async function heapOf(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

export function rank(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
