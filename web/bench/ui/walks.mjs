// Walking through 10,000 issues: keys, scrolling, list to issue and back, palette.
import { freshPage, rank, seen, untilPainted } from './page.mjs';

const KEYS = 100;
const TRIPS = 10;
const FPS_MS = 3000;
const LOAD_MS = 240_000;

const count = (page) =>
  page.evaluate(() => Number(document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount')));

/** Goes to the end until nothing more comes. */
async function loadAll(page) {
  const end = Date.now() + LOAD_MS;
  let last = -1;
  let same = 0;
  while (Date.now() < end && same < 8) {
    await page.keyboard.press('End');
    await page.waitForTimeout(120);
    const rows = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('[role="row"]')].map((n) =>
          Number(n.getAttribute('aria-rowindex') ?? 0),
        ),
      ),
    );
    same = rows === last ? same + 1 : 0;
    last = rows;
  }
  return last;
}

const scrollFps = (page) =>
  page.evaluate(
    (ms) =>
      new Promise((done) => {
        const from = performance.now();
        let frames = 0;
        const step = () => {
          frames++;
          window.scrollBy(0, 40);
          const passed = performance.now() - from;
          if (passed < ms) requestAnimationFrame(step);
          else done((frames * 1000) / passed);
        };
        window.scrollTo(0, 0);
        requestAnimationFrame(step);
      }),
    FPS_MS,
  );

async function keys(bench, page) {
  const down = [];
  await page.keyboard.press('Home');
  for (let i = 0; i < KEYS; i++) down.push(await untilPainted(page, () => page.keyboard.press('j')));
  bench.row('10,000 issues: j to paint, p95', 'ms', rank(down, 0.95), 50, KEYS);
  const jumps = [];
  for (let i = 0; i < TRIPS; i++)
    jumps.push(await untilPainted(page, () => page.keyboard.press(i % 2 === 0 ? 'End' : 'Home')));
  bench.row('10,000 issues: jump to end, p95', 'ms', rank(jumps, 0.95), 100, TRIPS);
}

async function trips(bench, page) {
  const there = [];
  const back = [];
  await page.keyboard.press('Home');
  for (let i = 0; i < TRIPS; i++) {
    await page.keyboard.press('j');
    await page.waitForTimeout(700); // long enough to have been fetched ahead
    there.push(await untilPainted(page, () => page.keyboard.press('Enter'), '#stack'));
    back.push(await untilPainted(page, () => page.keyboard.press('Escape'), '[role="grid"] [role="row"]'));
    await page.waitForTimeout(200);
  }
  bench.row('list to issue, fetched ahead, p95', 'ms', rank(there, 0.95), 150, TRIPS);
  bench.row('issue back to list, p95', 'ms', rank(back, 0.95), 100, TRIPS);
}

async function coldTrip(bench) {
  const times = [];
  for (let i = 0; i < TRIPS / 2; i++) {
    const { page, go, close } = await freshPage(bench.browser, bench.server, bench.admin);
    await go(`/projects/${bench.project.slug}/issues`);
    await page
      .locator('[role="row"] a')
      .nth(i + 3)
      .waitFor();
    times.push(
      await untilPainted(
        page,
        () =>
          page
            .locator('[role="row"] a')
            .nth(i + 3)
            .dispatchEvent('pointerdown')
            .then(() =>
              page
                .locator('[role="row"] a')
                .nth(i + 3)
                .evaluate((a) => a.click()),
            ),
        '#stack',
      ),
    );
    await close();
  }
  bench.row('list to issue, cold, p95', 'ms', rank(times, 0.95), 400, times.length);
}

export async function walks(bench) {
  const { page, go, close } = await freshPage(bench.browser, bench.server, bench.admin);
  await go('/issues');
  await page.locator('[role="row"]').first().waitFor();
  const loaded = await loadAll(page);
  bench.note('issues loaded in the list', loaded, await count(page));
  await keys(bench, page);
  bench.row('10,000 issues: frames a second while scrolling', 'fps', await scrollFps(page), -55, 1);
  bench.row(
    '10,000 issues: nodes of the document',
    '',
    await page.evaluate(() => document.querySelectorAll('*').length),
    1500,
    1,
  );
  await trips(bench, page);
  const open = [];
  for (let i = 0; i < TRIPS; i++) {
    open.push(await untilPainted(page, () => page.keyboard.press('Control+k'), '[role="dialog"] input'));
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
  }
  bench.row('palette open, p95', 'ms', rank(open, 0.95), 80, TRIPS);
  const { inputs } = await seen(page);
  bench.row('interaction to next paint, p98', 'ms', rank(inputs, 0.98), 100, inputs.length);
  await close();
  await coldTrip(bench);
}
