// First views: how soon the list and an issue are painted, what moves, what is asked for.
import { countCalls, freshPage, rank, seen } from './page.mjs';

const TIMES = 5;
const SETTLE_MS = 1200;

async function load(bench, path, ready, throttle) {
  const { browser, server, admin } = bench;
  const { page, go, close } = await freshPage(browser, server, admin, throttle);
  await countCalls(page, ready);
  await go(path);
  await page.locator(ready).first().waitFor();
  await page.waitForTimeout(SETTLE_MS * throttle);
  const { lcp, shift, tasks, calls } = await seen(page);
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  await close();
  return { lcp, shift, calls, nodes, task: Math.max(0, ...tasks.map((one) => one.ms)) };
}

export async function loads(bench) {
  const screens = [
    ['list', `/projects/${bench.project.slug}/issues`, '[role="row"]'],
    ['issue', `/projects/${bench.project.slug}/issues/${bench.issue.short_id}`, '#stack'],
  ];
  for (const [name, path, ready] of screens)
    for (const [throttle, most] of [
      [1, 1000],
      [4, 1600],
    ]) {
      const runs = [];
      for (let i = 0; i < TIMES; i++) runs.push(await load(bench, path, ready, throttle));
      const at = throttle === 1 ? '' : `, ${throttle} times slower`;
      bench.row(
        `${name}: largest paint, cold${at}`,
        'ms',
        rank(
          runs.map((run) => run.lcp),
          0.5,
        ),
        most,
        TIMES,
      );
      if (throttle > 1) continue;
      bench.row(`${name}: layout shift`, '', Math.max(...runs.map((run) => run.shift)), 0.02, TIMES);
      bench.row(
        `${name}: requests before it is useful`,
        '',
        Math.max(...runs.map((run) => run.calls.length)),
        name === 'list' ? 3 : 2,
        TIMES,
      );
    }
}
