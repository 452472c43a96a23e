import { useState } from 'react';
import { Choice } from '@/ui/Choice';
import { CodeBox } from '@/ui/CodeBox';
import { EmptyState } from '@/ui/EmptyState';

/** How each SDK comes to tell of statements. */
const ways = [
  {
    value: 'python',
    label: 'Python',
    code: `import sentry_sdk

# Django and SQLAlchemy leave a breadcrumb for each statement by themselves;
# with traces each request tells of its spans, errors or not.
sentry_sdk.init(dsn="…", traces_sample_rate=1.0)`,
  },
  {
    value: 'node',
    label: 'Node',
    code: `import * as Sentry from "@sentry/node";

// pg, mysql, Prisma and others are instrumented by themselves.
Sentry.init({ dsn: "…", tracesSampleRate: 1.0 });`,
  },
  {
    value: 'laravel',
    label: 'Laravel',
    code: `# .env: a breadcrumb for each statement
SENTRY_BREADCRUMBS_SQL_QUERIES_ENABLED=true
SENTRY_TRACES_SAMPLE_RATE=1.0`,
  },
  {
    value: 'any',
    label: 'Any',
    code: `# Whatever leaves this breadcrumb is counted:
{"category": "query", "message": "SELECT …", "data": {"duration_ms": 12.5}}`,
  },
];

export function NoPattern() {
  const [way, setWay] = useState('python');
  const chosen = ways.find((one) => one.value === way) ?? ways[0]!;
  return (
    <div className="grid grid-cols-1 justify-items-center pb-10">
      <EmptyState title="No event tells of SQL yet">
        Statements come with events: in the breadcrumbs before an error, and in the spans of a transaction.
      </EmptyState>
      <div className="grid w-full max-w-[720px] grid-cols-1 gap-3 px-4 md:px-6">
        <Choice legend="SDK" hideLegend value={way} options={ways} onChange={setWay} />
        <CodeBox code={chosen.code} what={`${chosen.label} lines`} />
      </div>
    </div>
  );
}
