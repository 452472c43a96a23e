// What the matrix looks at: a seeded instance with people of every role, and something of everything.
import {
  anEvent,
  client,
  createProject,
  issuesOf,
  makeAdmin,
  PASSWORD,
  sendEvents,
  startServer,
  until,
} from '../lib/index.mjs';

const ISSUES = 60;
const LONG = 10_000;

async function person(server, admin, name, role) {
  const email = `${name.toLowerCase()}@example.com`;
  const { invite_url: link } = await admin.post('/users/invite', { email, role });
  const one = client(server);
  await one.post(`/auth/invite/${link.split('/').at(-1)}`, { name, password: PASSWORD });
  return one;
}

/** Text that tries to leave its place: markup, right-to-left, no width, no end, no blanks. */
function hostileEvents() {
  return [
    anEvent({
      type: '<script>alert(1)</script>',
      value: '"><img src=x onerror=alert(1)> javascript:alert(1)',
    }),
    anEvent({ type: 'خطأ', value: 'تعذرت القراءة ‮gnp.exe‬ \u200b\u200d\ufeff' }),
    anEvent({
      type: 'W'.repeat(LONG),
      value: 'w'.repeat(LONG),
      tags: { ['k'.repeat(30)]: 'v'.repeat(190) },
      request: { url: `https://shop.example/${'a'.repeat(LONG)}`, headers: { 'X-Long': 'h'.repeat(LONG) } },
      user: { id: 'u'.repeat(200), email: `${'m'.repeat(200)}@example.com` },
    }),
  ];
}

async function checkIn(server, project, slug, body) {
  const dsn = new URL(project.dsn);
  await fetch(`${server.url}/api/${dsn.pathname.slice(1)}/cron/${slug}/${dsn.username}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function feedbackTo(server, project, eventId) {
  const dsn = new URL(project.dsn);
  const lines = [
    { event_id: eventId },
    { type: 'user_report' },
    {
      event_id: eventId,
      name: 'Jo',
      email: 'jo@example.com',
      comments: 'The total stays empty after I pay.',
    },
  ];
  await fetch(`${server.url}/api/${dsn.pathname.slice(1)}/envelope/`, {
    method: 'POST',
    headers: { 'X-Sentry-Auth': `Sentry sentry_version=7, sentry_key=${dsn.username}` },
    body: lines.map((line) => JSON.stringify(line)).join('\n'),
  });
}

async function fill(server, admin, member) {
  const shop = await createProject(admin, 'Checkout page');
  const hostile = await createProject(admin, 'H'.repeat(60));
  const quiet = await createProject(admin, 'Quiet');
  const [first] = await sendEvents(shop.dsn, [
    anEvent(),
    anEvent({ release: '2.4.2', tags: { browser: 'Firefox 150', plan: 'free' } }),
    anEvent({ type: 'RangeError', value: 'Out of range' }),
  ]);
  await sendEvents(hostile.dsn, hostileEvents());
  await checkIn(server, shop, 'nightly-backup', {
    status: 'ok',
    duration: 12.5,
    monitor_config: { schedule: { type: 'crontab', value: '0 3 * * *' }, timezone: 'Europe/Berlin' },
  });
  await feedbackTo(server, shop, first);
  const issues = await issuesOf(admin, shop, 2);
  const hostileIssues = await issuesOf(admin, hostile, 3);
  const issue = issues.find((one) => one.title?.includes('TypeError')) ?? issues[0];
  const me = await admin.get('/me');
  const at = `/projects/${shop.id}/issues/${issue.id}`;
  await member.post(`${at}/comments`, { body: `@[Ana Lund](user:${me.id}) **look** at \`totalFor\`` });
  await admin.post(`${at}/comments`, { body: 'Seen since 2.4.1.' });
  await admin.put(`${at}/assign`, { assigned_to: me.id });
  const onError = { type: 'level', op: 'in', value: ['error', 'fatal'] };
  const alert = await admin.post(`/projects/${shop.id}/alerts`, {
    ...{ name: 'New errors', alert_type: 'email', enabled: true, throttle_minutes: 30 },
    ...{ config: { recipients: ['ops@example.com'] }, conditions: onError },
  });
  await admin.post(`/projects/${shop.id}/tag-rules`, {
    ...{ name: 'Belongs to payments', rule_type: 'pattern', enabled: true, conditions: onError },
    ...{ tag_key: 'team', tag_value: 'payments' },
  });
  const rule = await admin.post(`/projects/${shop.id}/priority-rules`, {
    ...{ name: 'Errors first', rule_type: 'conditions', enabled: true, conditions: onError, points: 20 },
  });
  const { link: reset } = await admin.post(`/users/${(await member.get('/me')).id}/reset-link`);
  await admin.post('/tokens', { name: 'Deploys', permission: 'readwrite' });
  await until(
    'the monitor is there',
    async () => (await admin.get(`/projects/${shop.id}/monitors`)).items[0],
  );
  return { shop, hostile, quiet, issue, hostileIssues, alert, rule, reset: reset.split('/').at(-1) };
}

/** @returns a running instance: server, people by role, projects and issues. */
export async function setStage() {
  const server = await startServer({}, { seed: ['--projects', '3', '--issues', String(ISSUES)] });
  try {
    const admin = await makeAdmin(server);
    const member = await person(server, admin, 'Mia', 'member');
    const viewer = await person(server, admin, 'Vik', 'viewer');
    const { invite_url: link } = await admin.post('/users/invite', {
      email: 'new@example.com',
      role: 'member',
    });
    const things = await fill(server, admin, member);
    let admins = 0;
    /** An admin beside the first, for who changes preferences. */
    const another = () => person(server, admin, `Admin${++admins}`, 'admin');
    return { server, roles: { admin, member, viewer }, another, invite: link.split('/').at(-1), ...things };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
