// npm run e2e [file …]: the browser tests against the real program, two browsers at a time.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { findBinary, findBrowser } from './lib/index.mjs';

const here = new URL('.', import.meta.url).pathname;
const named = process.argv.slice(2).map((name) => (name.endsWith('.mjs') ? name : `${name}.e2e.mjs`));
const files = (
  named.length > 0 ? named : readdirSync(here).filter((name) => name.endsWith('.e2e.mjs'))
).sort();
console.log(`program ${findBinary()}\nbrowser ${findBrowser()}`);
const { status } = spawnSync(
  process.execPath,
  [
    '--test',
    '--test-reporter=spec',
    '--test-concurrency=2',
    '--test-timeout=240000',
    ...files.map((file) => here + file),
  ],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
