// Development only, until the server runs end to end: `vite --mode mock`.
import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'vite';

const user = {
  id: 'u1',
  email: 'ana@example.com',
  name: 'Ana Lund',
  role: 'admin',
  status: 'active',
  avatar_url: '',
  created_at: '2026-10-01T10:00:00Z',
  updated_at: '2026-10-01T10:00:00Z',
};
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const H = 3600e3;
function project(i: number, name: string, more: object) {
  return {
    id: `0000000${i}-0000-4000-8000-000000000000`,
    name,
    slug: name,
    short_prefix: name.slice(0, 4).toUpperCase().replace(/\W/g, ''),
    icon: '',
    color: '',
    numeric_id: i,
    default_cooldown_minutes: 30,
    max_events_per_issue: 1000,
    max_info_issues: 0,
    position: i,
    warning_as_error: false,
    route_grouping_enabled: false,
    error_grouping_mode: 'normal',
    warning_grouping_mode: 'normal',
    info_grouping_mode: 'normal',
    issue_display_mode: 'classic',
    workflow_mode: 'simple',
    framework: 'generic',
    group_id: null,
    created_at: ago(30 * 24 * H),
    updated_at: ago(H),
    total_issues: 60,
    open_issues: 0,
    trend: Array(14).fill(0),
    errors_this_week: 0,
    errors_last_week: 0,
    last_event_at: null,
    reopened: 0,
    mine: 0,
    new_today: 0,
    ...more,
  };
}
let projects = [
  project(1, 'storefront-web', {
    open_issues: 38,
    mine: 6,
    new_today: 4,
    trend: [20, 34, 30, 52, 44, 61, 40, 38, 70, 55, 90, 120, 160, 210],
    errors_this_week: 1204,
    errors_last_week: 870,
    last_event_at: ago(12e3),
    latest_release: '2.4.1',
  }),
  project(2, 'billing-api', {
    open_issues: 3,
    trend: [3, 0, 2, 4, 1, 0, 8, 5, 2, 6, 1, 0, 2, 3],
    errors_this_week: 61,
    errors_last_week: 69,
    last_event_at: ago(3 * H),
  }),
  project(3, 'mobile-ios', {
    open_issues: 21,
    reopened: 9,
    trend: [40, 42, 38, 45, 50, 44, 41, 90, 120, 140, 150, 180, 200, 190],
    errors_this_week: 9870,
    errors_last_week: 2407,
    last_event_at: ago(60 * H),
  }),
  project(4, 'data-pipeline', { total_issues: 0 }),
];
const attempts = [
  {
    at: ago(5e3),
    remote: '10.0.0.5',
    client: 'sentry.javascript.browser/9.12.0',
    status: 403,
    reason: 'unknown key: yours ends in …41f',
    event_id: '',
    kind: '',
  },
];
let tokens = [
  {
    id: 't1',
    project_id: null,
    name: 'laptop',
    permission: 'readwrite',
    scope: 'global',
    last_used_at: ago(2 * H),
    expires_at: new Date(Date.now() + 40 * 24 * H).toISOString(),
    created_at: ago(100 * H),
  },
];
const users = [
  user,
  { ...user, id: 'u2', name: 'Bo Chen', email: 'bo@example.com', role: 'member', last_seen_at: ago(H) },
  { ...user, id: 'u3', name: '', email: 'new@example.com', role: 'viewer', status: 'invited' },
];
const detail = (p: object & { numeric_id?: number }) => ({
  ...p,
  dsn: `http://0123456789abcdef0123456789abcdef@localhost:5173/${p.numeric_id}`,
});
const find = (p: string) => projects.find((x) => x.slug === p || x.id === p);

function answer(method: string, path: string, body: Record<string, string>): [number, unknown] {
  if (path === '/auth/config')
    return [
      200,
      {
        auth_mode: 'local',
        google_client_id: '',
        methods: ['local'],
        setup_needed: false,
        smtp: false,
        base_url: '',
      },
    ];
  if (path === '/auth/local/login')
    return body.password === 'right' ? [200, user] : [401, { error: 'wrong', request_id: 'r1' }];
  if (path === '/users') return [200, users];
  if (path === '/users/invite') return [201, { ...user, invite_url: '/invite/abc' }];
  if (path === '/tokens' && method === 'POST') {
    const t = {
      id: `t${tokens.length + 1}`,
      project_id: null,
      scope: 'global',
      last_used_at: null,
      expires_at: null,
      created_at: ago(0),
      ...body,
    } as never as (typeof tokens)[0];
    tokens = [t, ...tokens];
    return [201, { ...t, token: `gsn_${'0a'.repeat(32)}` }];
  }
  if (path === '/tokens') return [200, tokens];
  if (path === '/projects' && method === 'POST') {
    const p = project(projects.length + 1, body.name!, {});
    projects = [...projects, p];
    return [201, detail(p)];
  }
  if (path === '/projects') return [200, projects];
  const one = /^\/projects\/([^/]+)$/.exec(path);
  if (one) {
    const p = find(one[1]!);
    return p ? [200, detail(p)] : [404, { error: 'no such project', request_id: 'r2' }];
  }
  if (/ingest-attempts$/.test(path)) return [200, { items: attempts }];
  return [404, { error: 'not mocked', request_id: 'r0' }];
}
const read = (req: IncomingMessage) =>
  new Promise<string>((done) => {
    let s = '';
    req.on('data', (c) => {
      s += c;
    });
    req.on('end', () => done(s));
  });

export function mockServer(): Plugin {
  const boot = () =>
    JSON.stringify({
      user,
      projects,
      projects_total: projects.length,
      preferences: {},
      features: [],
      unread: 0,
      server_time: new Date().toISOString(),
      version: 'mock',
    });
  return {
    name: 'mock',
    transformIndexHtml: (html, ctx) =>
      html.replace(
        '<!--BOOTSTRAP-->',
        `<script type="application/json" id="bootstrap">${/^\/(login|setup|invite)/.test(ctx.originalUrl ?? '') ? '{}' : boot()}</script>`,
      ),
    configureServer(server) {
      server.middlewares.use(async (req, res, next) => {
        const url = new URL(req.url!, 'http://x');
        if (!url.pathname.startsWith('/api/')) return next();
        if (url.pathname.endsWith('/stream')) {
          res.writeHead(200, { 'Content-Type': 'text/event-stream' });
          res.write(': hi\n\n');
          return;
        }
        const text = await read(req);
        let body = {};
        try {
          body = JSON.parse(text || '{}');
        } catch {
          /* an envelope */
        }
        const [status, value] = url.pathname.includes('/envelope/')
          ? [200, { id: 'x' }]
          : answer(req.method!, url.pathname.replace('/api/v1', ''), body);
        res.writeHead(status as number, { 'Content-Type': 'application/json' });
        res.end(JSON.stringify(value));
      });
    },
  };
}
