// npm run bench [--minutes 10] [--issues 10000]: times, frames and heap of the page in a real browser,
// against the real program with that many issues. Writes ../bench/ui.json; a figure beyond its limit is
// marked, and fails nothing: times belong to the machine.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { findBinary, findBrowser, makeAdmin, startBrowser, startServer, until } from '../e2e/lib/index.mjs';
import { loads } from './ui/loads.mjs';
import { sizes, updates } from './ui/sizes.mjs';
import { walks } from './ui/walks.mjs';

const { values: asked } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, issues: { type: 'string', default: '10000' } },
});
const out = new URL('../../bench/ui.json', import.meta.url);
const rows = [];
const notes = {};

/** most: at most so much; below zero: at least its amount. */
function row(name, unit, value, most, runs) {
  const within = most < 0 ? value >= -most : value <= most;
  const rounded = Math.round(value * 1000) / 1000;
  rows.push({ name, unit, value: rounded, limit: Math.abs(most), runs, within });
  console.log(
    `${within ? ' ok ' : 'OVER'} ${String(rounded).padStart(9)} ${unit.padEnd(3)} of ${Math.abs(most)}  ${name}`,
  );
}

const text = (command, ...args) => spawnSync(command, args, { encoding: 'utf8' }).stdout?.trim() ?? '';
const begun = { load: loadavg()[0], commit: text('git', 'rev-parse', '--short=12', 'HEAD') };
const server = await startServer({}, { seed: ['--projects', '3', '--issues', asked.issues] });
const browser = await startBrowser();
try {
  const admin = await makeAdmin(server);
  await until(
    'all events are processed',
    async () => (await admin.get('/system/summary')).queue.records === 0,
    600_000,
  );
  const [first] = await admin.get('/projects');
  const project = await admin.get(`/projects/${first.id}`);
  const { issues } = await admin.get(`/projects/${project.id}/issues?limit=20`);
  const note = (name, ...values) => {
    notes[name] = values.join(' of ');
  };
  const bench = { browser, server, admin, project, issue: issues[0], row, note };
  for (const part of [loads, walks, sizes])
    await part(bench).catch((error) => {
      notes[`${part.name}, broken off`] = error.message.split('\n')[0];
      console.log(`${part.name} was broken off: ${error.message}`);
    });
  await updates(bench, Number(asked.minutes));
} finally {
  await browser.close();
  await server.stop();
}
const result = {
  at: new Date().toISOString(),
  commit: begun.commit,
  program: findBinary().split('/').slice(-3).join('/'),
  browser: text(findBrowser(), '--version'),
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, memory_mib: Math.round(totalmem() / 2 ** 20) },
  // Others' work on the machine: times seen beside much of it say little.
  load: { start: begun.load, end: loadavg()[0] },
  issues: Number(asked.issues),
  notes,
  rows,
};
writeFileSync(out, `${JSON.stringify(result, null, 2)}\n`);
console.log(
  `wrote bench/ui.json: ${rows.filter((one) => one.within).length} of ${rows.length} within their limits`,
);
