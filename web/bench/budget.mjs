// Bytes a visitor waits for, from the manifest of the built page. Fails when one is over.
//   node bench/budget.mjs [--json]
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const bytes = (file) => readFileSync(new URL(file, dist));
const gzip = (file) => gzipSync(bytes(file), { level: 9 }).length;

/** The chunk and everything it imports before it runs. */
function blocking(keys) {
  const seen = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) visit(next);
  };
  for (const key of keys) visit(key);
  return [...seen];
}
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const jsOf = (keys) => sum(blocking(keys).map((key) => gzip(manifest[key].file)));
const cssOf = (keys) => sum([...new Set(blocking(keys).flatMap((key) => manifest[key].css ?? []))].map(gzip));

const entry = 'index.html';
// Begun by the entry, needed for a page's first answer.
const fetcher = Object.keys(manifest).find((key) => /openapi-fetch/.test(key));
const pages = Object.keys(manifest).filter((key) => /Page\.tsx$/.test(key));
const fonts = [...new Set(Object.values(manifest).flatMap((chunk) => chunk.assets ?? []))].filter((file) =>
  file.endsWith('.woff2'),
);
const scripts = [...new Set(Object.values(manifest).map((chunk) => chunk.file))].filter((file) =>
  file.endsWith('.js'),
);
const overlays = Object.keys(manifest).find((key) => /ui\/overlays\/index\.tsx?$/.test(key));

const rows = [
  ['entry with what it imports', jsOf([entry]), 100],
  ...pages.map((page) => [
    `first view ${page.split('/').at(-1).replace('.tsx', '')}`,
    jsOf([entry, fetcher, page]),
    150,
  ]),
  ['style of the first view', cssOf([entry]), 18],
  ['fonts', sum(fonts.map((file) => bytes(file).length)), 55],
  ['overlays', overlays ? gzip(manifest[overlays].file) : 0, 62],
  ['API documentation', jsOf(['docs.html']), 12],
  ['all scripts', sum(scripts.map(gzip)), 700],
];
let failed = false;
for (const [name, size, most] of rows) {
  const over = size > most * KB;
  failed ||= over;
  console.log(
    `${over ? 'OVER' : ' ok '} ${(size / KB).toFixed(1).padStart(6)} of ${String(most).padStart(3)} KB  ${name}`,
  );
}
const blockers = blocking([entry, ...pages]).filter((key) => /overlays|editor|highlight|marked/.test(key));
if (blockers.length > 0) {
  failed = true;
  console.log(`OVER  a first view waits for ${blockers.join(', ')}`);
}
process.exit(failed ? 1 : 0);
