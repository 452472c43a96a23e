import { parseDsn } from '@/features/onboarding';

export interface Snippet {
  value: string;
  label: string;
  /** What the lines do. */
  lead: string;
  code: string;
}

const EXAMPLE = 'nightly-backup';

/** Lines that make a monitor and send its first check-in; `slug`: of one that is there. */
export function snippets(dsn: string, slug = EXAMPLE): Snippet[] {
  const parts = parseDsn(dsn);
  const url = parts ? `${parts.base}/api/${parts.projectId}/cron/${slug}/${parts.key}/` : '';
  return [
    {
      value: 'curl',
      label: 'curl',
      lead: 'The first call makes the monitor; the others stand around the job in the crontab.',
      code: `curl -X POST '${url}' -H 'Content-Type: application/json' \\
  -d '{"status": "ok", "monitor_config": {
        "schedule": {"type": "crontab", "value": "0 3 * * *"}, "timezone": "Europe/Berlin"}}'

0 3 * * *  curl -s '${url}?status=in_progress'; backup.sh \\
  && curl -s '${url}?status=ok' || curl -s '${url}?status=error'`,
    },
    {
      value: 'cli',
      label: 'sentry-cli',
      lead: 'Runs the job and reports its beginning and end.',
      code: `export SENTRY_DSN='${dsn}'
sentry-cli monitors run ${slug} --schedule '0 3 * * *' --timezone Europe/Berlin -- backup.sh`,
    },
    {
      value: 'python',
      label: 'Python',
      lead: 'A decorator around the job; the monitor is made by its first run.',
      code: `import sentry_sdk
from sentry_sdk.crons import monitor

sentry_sdk.init(dsn="${dsn}")

@monitor(monitor_slug="${slug}", monitor_config={
    "schedule": {"type": "crontab", "value": "0 3 * * *"}, "timezone": "Europe/Berlin"})
def backup():
    ...`,
    },
    {
      value: 'javascript',
      label: 'JavaScript',
      lead: 'Around the job; the monitor is made by its first run.',
      code: `import * as Sentry from "@sentry/node";

Sentry.init({ dsn: "${dsn}" });

await Sentry.withMonitor("${slug}", () => backup(), {
  schedule: { type: "crontab", value: "0 3 * * *" },
  timezone: "Europe/Berlin",
});`,
    },
  ];
}
