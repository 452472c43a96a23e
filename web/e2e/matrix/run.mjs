// npm run matrix [part …]: every screen in every state it can be in, against the real program.
// Parts: layout, axe, failures, clicks, sheets. Writes test-results/matrix.json and screens/;
// fails when anything was found, after all of it was looked at.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { startBrowser } from '../lib/index.mjs';
import { axe } from './axe.mjs';
import { clicks } from './clicks.mjs';
import { failures } from './failures.mjs';
import { layout } from './layout.mjs';
import { Findings } from './page.mjs';
import { forgotten, screensOf } from './screens.mjs';
import { develop, portraits, Sheets } from './sheets.mjs';
import { setStage } from './stage.mjs';

// Pictures before clicks: those change what they touch.
const parts = { layout, axe, sheets: portraits, failures, clicks };
const results = new URL('../../test-results/', import.meta.url);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);

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
    ...{ browser, stage, screens, findings, sheets },
    workers: Math.max(2, Math.min(4, availableParallelism())),
    keep: (...shot) => sheets.keep(...shot),
  };
  for (const [name, run] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const since = Date.now();
    await run(matrix);
    console.log(`${name}: ${seconds(since)} s`);
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
for (const { part, screen, where, what } of findings.list)
  console.log(`✖ ${part} | ${screen} | ${where}\n    ${what.replaceAll('\n', '\n    ')}`);
console.log(
  `${Object.entries(findings.counts)
    .map(([part, n]) => `${n} ${part}`)
    .join(', ')}: ${findings.list.length} found in ${seconds(started)} s`,
);
process.exit(findings.list.length > 0 ? 1 : 0);
