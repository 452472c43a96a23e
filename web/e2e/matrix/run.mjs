// npm run matrix [part …] [-- --screen NAME]: every screen in every state it can be in, against the real program.
// Parts: layout, axe, failures, clicks, sheets. --short: who sees all and who is signed out, on a desk and on
// a telephone. Writes test-results/matrix.json and screens/;
// fails when anything was found, after all of it was looked at.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startBrowser } from '../lib/index.mjs';
import { clicks } from './clicks.mjs';
import { failures } from './failures.mjs';
import { Findings } from './page.mjs';
import { forgotten, screensOf } from './screens.mjs';
import { develop, Sheets } from './sheets.mjs';
import { setStage } from './stage.mjs';
import { visits } from './visits.mjs';

// Three looks share one visit. Clicks are last: they change what they touch.
const parts = { layout: visits, axe: visits, sheets: visits, failures, clicks };
const results = new URL('../../test-results/', import.meta.url);

const { values: only, positionals: asked } = parseArgs({
  options: { screen: { type: 'string', default: '' }, short: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);

const wanted = Object.keys(parts).filter((name) => asked.length === 0 || asked.includes(name));

const findings = new Findings();
const sheets = new Sheets();
const started = Date.now();
const seconds = (since) => Math.round((Date.now() - since) / 1000);
const [stage, browser] = await Promise.all([setStage(), startBrowser()]);
try {
  const screens = screensOf(stage);
  for (const route of forgotten(screens))
    findings.add('screens', route, '', 'the route has no screen in the matrix');
  const matrix = {
    ...{ browser, stage, findings, sheets },
    screens: screens.filter(({ name }) => name.includes(only.screen)),
    looks: new Set(wanted),
    workers: Math.max(2, Math.min(4, availableParallelism())),
    short: only.short,
    keep: (...shot) => sheets.keep(...shot),
  };
  for (const run of new Set(wanted.map((name) => parts[name]))) {
    const since = Date.now();
    await run(matrix);
    console.log(`${run.name}: ${seconds(since)} s`);
  }
  const bytes = await develop(browser, sheets);
  console.log('sheets:', bytes);
} finally {
  await browser.close();
  await stage.server.stop();
}

mkdirSync(results, { recursive: true });
writeFileSync(
  new URL('matrix.json', results),
  JSON.stringify({ looked: findings.counts, found: findings.list }, null, 2),
);
console.log(
  `${Object.entries(findings.counts)
    .map(([part, n]) => `${n} ${part}`)
    .join(', ')}: ${findings.list.length} found in ${seconds(started)} s`,
);
process.exit(findings.list.length > 0 ? 1 : 0);
