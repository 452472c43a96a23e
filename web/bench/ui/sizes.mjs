// An event of 1 MB with 1,000 frames and 500 tags; and a page that hears 50 updates a second.
import { anEvent, issuesOf, sendEvents, until } from '../../e2e/lib/index.mjs';
import { freshPage, heapOf, seen } from './page.mjs';

const FRAMES = 1000;
const TAGS = 500;
const BYTES = 1_000_000;
const PER_S = 50;
const SAMPLE_MS = 15_000;

function bigEvent() {
  const event = anEvent({ type: 'BigError', value: 'with everything' });
  const frame = (i) => ({
    function: `call_${i}`,
    filename: `src/module_${i % 40}.ts`,
    lineno: i + 1,
    in_app: i % 3 === 0,
  });
  event.exception.values[0].stacktrace.frames = Array.from({ length: FRAMES }, (_, i) => frame(i));
  event.tags = Object.fromEntries(Array.from({ length: TAGS }, (_, i) => [`tag_${i}`, `value ${i}`]));
  const missing = BYTES - JSON.stringify(event).length;
  event.extra = { blob: Array.from({ length: Math.ceil(missing / 1000) }, () => 'x'.repeat(990)) };
  return event;
}

export async function sizes(bench) {
  const { admin, project } = bench;
  await sendEvents(project.dsn, [bigEvent()]);
  const issue = await until(
    'the big event has an issue',
    async () => {
      const { issues } = await admin.get(`/projects/${project.id}/issues?q=BigError&limit=5`);
      return issues[0];
    },
    60_000,
  );
  const { page, go, close } = await freshPage(bench.browser, bench.server, admin);
  await go('/inbox');
  await page.locator('h1').waitFor();
  await page.waitForTimeout(1500);
  const tasksBefore = (await seen(page)).tasks.length;
  const from = await page.evaluate((path) => {
    const link = document.createElement('a');
    link.href = path;
    link.textContent = 'go';
    document.querySelector('main').append(link);
    const at = performance.now();
    link.click();
    return at;
  }, `/projects/${project.slug}/issues/${issue.short_id}`);
  await page.locator('#stack').waitFor();
  const painted = await page.evaluate(() => performance.now());
  await page.waitForTimeout(3000);
  const { tasks } = await seen(page);
  bench.row('event of 1 MB, 1,000 frames, 500 tags: stack painted', 'ms', painted - from, 500, 1);
  bench.row(
    'the same: longest task',
    'ms',
    Math.max(0, ...tasks.slice(tasksBefore).map((one) => one.ms)),
    100,
    1,
  );
  await close();
}

/** Sends 50 events a second for so many minutes and looks at the heap of a list that shows them. */
export async function updates(bench, minutes) {
  const { admin, project } = bench;
  const { page, session, go, close } = await freshPage(bench.browser, bench.server, admin);
  await go(`/projects/${project.slug}/issues`);
  await page.locator('[role="row"]').first().waitFor();
  await page.waitForTimeout(3000);
  const heaps = [];
  const end = Date.now() + minutes * 60_000;
  let next = Date.now() + SAMPLE_MS;
  let sent = 0;
  while (Date.now() < end) {
    const second = Date.now();
    const batch = Array.from({ length: PER_S }, (_, i) => anEvent({ type: `Update${(sent + i) % 200}` }));
    await sendEvents(project.dsn, batch);
    sent += PER_S;
    if (Date.now() >= next) {
      heaps.push(await heapOf(session));
      next += SAMPLE_MS;
    }
    await new Promise((done) => setTimeout(done, Math.max(0, 1000 - (Date.now() - second))));
  }
  heaps.push(await heapOf(session));
  const mb = (bytes) => bytes / 1e6;
  const rate = Math.round(sent / (minutes * 60));
  // The first third warms caches; after it the heap must not grow.
  const rest = heaps.slice(Math.floor(heaps.length / 3));
  const growth = rest.length > 1 ? mb(rest.at(-1) - rest[0]) : 0;
  bench.row(
    `${rate} updates a second for ${minutes} min: heap, largest`,
    'MB',
    mb(Math.max(...heaps)),
    120,
    heaps.length,
  );
  bench.row(
    `${rate} updates a second for ${minutes} min: heap, growth after the first third`,
    'MB',
    growth,
    5,
    heaps.length,
  );
  await close();
  await issuesOf(admin, project);
}
