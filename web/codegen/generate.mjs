// docs/openapi.json → src/api/__generated__/schema.d.ts; with --check fails when the file would change.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../docs/openapi.json', import.meta.url);
const target = new URL('../src/api/__generated__/schema.d.ts', import.meta.url);
const head = '// Generated from docs/openapi.json by `npm run codegen`. Do not edit.\n';

/**
 * The document calls every text of an answer "string or null", because the program could leave any
 * of them out. These are the ones it does leave out; the page need not ask about the others.
 */
const nullable = new Set(
  `actor_id actor_name assigned_to closed_at cooldown_until expires_at first_event_at github_issue_number github_issue_url group_id
   invite_expires_at invite_url issue_id jira_ticket_key jira_ticket_url last_event_at last_seen_at last_used_at latest_event merged_from next
   ordinal parent_id prev project_id resolved_at resolved_in_release silent_since snooze_event_threshold snooze_until total
   undo until user_id`.split(/\s+/),
);

function settle(schema) {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const isText = Array.isArray(field.type) && field.type[0] === 'string';
    if (isText && !nullable.has(name)) field.type = 'string';
    settle(field.items ?? field);
  }
}

const document = JSON.parse(readFileSync(source, 'utf8'));
for (const schema of Object.values(document.components?.schemas ?? {})) settle(schema);
const text = head + astToString(await openapiTS(document, { alphabetize: true }));

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
