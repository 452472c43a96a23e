// What a test needs before it opens a page, by the API: people, projects, events.
import { randomBytes } from 'node:crypto';
import { until } from './until.mjs';

export const PASSWORD = 'correct horse battery staple';

/** A client with a session cookie: get, post, put, remove. Failures throw with the server's words. */
export function client(server, cookie = '') {
  const call = async (method, path, body) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        Origin: server.url,
        ...(cookie ? { Cookie: cookie } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? cookie;
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    remove: (path, body) => call('DELETE', path, body),
    /** For a browser context: context.addCookies(admin.cookies()). */
    cookies() {
      const at = cookie.indexOf('=');
      const secure = server.url.startsWith('https');
      return [
        { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: server.url, secure, httpOnly: true },
      ];
    },
  };
}

/** The first admin, by the one-time setup code. */
export async function makeAdmin(server, { name = 'Ana Lund', email = 'ana@example.com' } = {}) {
  const admin = client(server);
  const code = await server.setupCode();
  await admin.post('/auth/setup', { code, name, email, password: PASSWORD });
  return { ...admin, name, email };
}

/** Somebody more, by the invitation an admin makes. */
export async function makeMember(server, admin, { name, email, role = 'member' }) {
  const { invite_url } = await admin.post('/users/invite', { email, role });
  const member = client(server);
  const token = new URL(invite_url).pathname.split('/').at(-1);
  await member.post(`/auth/invite/${token}`, { name, password: PASSWORD });
  return { ...member, name, email };
}

export async function createProject(admin, name) {
  const project = await admin.post('/projects', { name });
  return project.dsn ? project : admin.get(`/projects/${project.id}`);
}

const hex = (bytes) => randomBytes(bytes).toString('hex');

/** A Python-like error with two in-app frames; `change` overwrites top-level keys. */
export function anEvent(change = {}) {
  const type = change.type ?? 'TypeError';
  const { type: _, value = 'Cannot read properties of undefined', ...rest } = change;
  return {
    event_id: hex(16),
    timestamp: Date.now() / 1000,
    platform: 'javascript',
    level: 'error',
    release: '2.4.1',
    environment: 'prod',
    user: { id: 'u-1', email: 'reader@example.com' },
    tags: { browser: 'Safari 17', plan: 'pro' },
    breadcrumbs: {
      values: [{ timestamp: Date.now() / 1000 - 2, category: 'http', message: 'GET /prices', level: 'info' }],
    },
    request: { url: 'https://shop.example/cart', method: 'POST', headers: { 'User-Agent': 'Test' } },
    exception: {
      values: [
        {
          type,
          value,
          stacktrace: {
            frames: [
              { function: 'onClick', filename: 'checkout/Button.tsx', lineno: 21, colno: 3, in_app: true },
              {
                function: 'totalFor',
                filename: 'checkout/cart.ts',
                lineno: 88,
                colno: 14,
                in_app: true,
                pre_context: ['  let sum = 0;', '  for (const l of lines) {'],
                context_line: '    sum += l.product.price;',
                post_context: ['  }', '  return sum;'],
                vars: { l: { sku: 'A-1' } },
              },
            ],
          },
        },
      ],
    },
    ...rest,
  };
}

/** Sends events by one envelope each, as an SDK does; answers with their ids. */
export async function sendEvents(dsn, events) {
  const url = new URL(dsn);
  const at = url.pathname.lastIndexOf('/');
  const target = `${url.protocol}//${url.host}${url.pathname.slice(0, at)}/api/${url.pathname.slice(at + 1)}/envelope/`;
  for (const event of events) {
    const lines = [{ event_id: event.event_id, sent_at: new Date().toISOString() }, { type: 'event' }, event];
    const response = await fetch(target, {
      method: 'POST',
      headers: {
        'X-Sentry-Auth': `Sentry sentry_version=7, sentry_key=${url.username}, sentry_client=e2e/1.0`,
      },
      body: lines.map((line) => JSON.stringify(line)).join('\n'),
    });
    if (!response.ok) throw new Error(`the event was refused: ${response.status} ${await response.text()}`);
  }
  return events.map((event) => event.event_id);
}

/** Until the digest has made this many issues of them. */
export function issuesOf(admin, project, least = 1) {
  return until(`${least} issues in ${project.slug}`, async () => {
    const { issues } = await admin.get(`/projects/${project.id}/issues?limit=100`);
    return issues.length >= least && issues;
  });
}
