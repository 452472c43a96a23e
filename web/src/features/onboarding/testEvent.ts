import { parseDsn } from './dsn';

function hex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');
}

/** An envelope with one event, as an SDK in this page would send it. */
export function testEnvelope(dsn: string, at: Date): string {
  const event_id = hex(16);
  const event = {
    event_id,
    timestamp: at.getTime() / 1000,
    platform: 'javascript',
    level: 'error',
    environment: 'test',
    tags: { sent_by: 'setup page' },
    request: { url: location.origin + location.pathname },
    exception: {
      values: [
        {
          type: 'TestError',
          value: 'Hello from the setup page',
          mechanism: { type: 'setup', handled: true },
          stacktrace: {
            frames: [
              {
                function: 'onClick',
                filename: 'app:///setup/SendButton.js',
                lineno: 12,
                colno: 5,
                in_app: true,
              },
              {
                function: 'sendTestEvent',
                filename: 'app:///setup/testEvent.js',
                lineno: 34,
                colno: 9,
                in_app: true,
              },
            ],
          },
        },
      ],
    },
  };
  const head = { event_id, dsn, sent_at: at.toISOString() };
  return [head, { type: 'event' }, event].map((line) => JSON.stringify(line)).join('\n');
}

/** Throws with the server's reason when it is refused. */
export async function sendTestEvent(text: string): Promise<void> {
  const dsn = parseDsn(text);
  if (!dsn) throw new Error('The DSN of this project cannot be read');
  // The page reaches the server by the address it was opened with, whatever the DSN's host is.
  const query = `sentry_key=${dsn.key}&sentry_version=7&sentry_client=gosnag.setup%2F1.0`;
  const response = await fetch(`/api/${dsn.projectId}/envelope/?${query}`, {
    method: 'POST',
    body: testEnvelope(text, new Date()),
  });
  if (response.ok) return;
  const body = (await response.json().catch(() => ({}))) as { detail?: string; error?: string };
  throw new Error(body.detail ?? body.error ?? `The server answered ${response.status}`);
}
