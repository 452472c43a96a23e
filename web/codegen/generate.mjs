// docs/openapi.json → src/api/__generated__/schema.d.ts; with --check fails when the file would change.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../docs/openapi.json', import.meta.url);
const target = new URL('../src/api/__generated__/schema.d.ts', import.meta.url);
const head = '// Generated from docs/openapi.json by `npm run codegen`. Do not edit.\n';
const text = head + astToString(await openapiTS(source, { alphabetize: true }));

if (process.argv.includes('--check')) {
  const now = readFileSync(target, 'utf8');
  if (now !== text) {
    console.error('src/api/__generated__/schema.d.ts is older than docs/openapi.json: run `npm run codegen`');
    process.exit(1);
  }
} else {
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, text);
}
