// Every screen of the page. A route or a section of settings that has none here fails the matrix.
import { readdirSync, readFileSync } from 'node:fs';

const src = new URL('../../src/', import.meta.url);
const features = readdirSync(new URL('features/', src));
const sources = [
  ...features.map((name) => readFileSync(new URL(`features/${name}/feature.ts`, src), 'utf8')),
  readFileSync(new URL('app/routes.tsx', src), 'utf8'),
];

/** Route patterns as the features declare them. */
export const routes = sources.flatMap((text) =>
  [...text.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path),
);
/** Sections of settings by scope. */
const sections = (scope) =>
  sources.flatMap((text) =>
    [...text.matchAll(/scope: '(\w+)',\s*section: '([\w-]+)'/g)]
      .filter(([, of]) => of === scope)
      .map(([, , section]) => section),
  );

const admins = ['admin'];
/** kind: data (default) or empty; as: signed out; only: roles beside which it is a page of refusal. */
export function screensOf({ shop, hostile, quiet, issue, hostileIssues, alert, rule, invite, reset }) {
  const p = `/projects/${shop.slug}`;
  const q = `/projects/${quiet.slug}`;
  const h = `/projects/${hostile.slug}`;
  return [
    { name: 'sign in', route: '/login', path: '/login', as: 'nobody' },
    { name: 'set up, done', route: '/setup', path: '/setup?code=over', as: 'nobody' },
    { name: 'invitation', route: '/invite/:token', path: `/invite/${invite}`, as: 'nobody' },
    { name: 'invitation, void', route: '/invite/:token', path: '/invite/void', as: 'nobody' },
    { name: 'new password', route: '/reset/:token', path: `/reset/${reset}`, as: 'nobody' },
    { name: 'new password, void', route: '/reset/:token', path: '/reset/void', as: 'nobody' },
    { name: 'projects', route: '/', path: '/' },
    { name: 'project', route: '/projects/:project', path: p },
    { name: 'issues', route: '/issues', path: '/issues' },
    { name: 'issues of a project', route: '/projects/:project/issues', path: `${p}/issues` },
    {
      name: 'issues, none found',
      route: '/projects/:project/issues',
      path: `${p}/issues?q=nothing-has-this`,
      kind: 'empty',
    },
    { name: 'issues, no event', route: '/projects/:project/issues', path: `${q}/issues`, kind: 'empty' },
    { name: 'issues, hostile', route: '/projects/:project/issues', path: `${h}/issues` },
    {
      name: 'issue',
      route: '/projects/:project/issues/:issue/:part?/:event?',
      path: `${p}/issues/${issue.short_id}`,
    },
    ...hostileIssues.map((one, i) => ({
      name: `issue, hostile ${i + 1}`,
      route: '/projects/:project/issues/:issue/:part?/:event?',
      path: `${h}/issues/${one.short_id}`,
    })),
    {
      name: 'event',
      route: '/projects/:project/issues/:issue/:part?/:event?',
      path: `${p}/issues/${issue.short_id}/events/oldest`,
    },
    { name: 'sweep', route: '/sweep/:project?', path: `/sweep/${shop.slug}` },
    {
      name: 'sweep, nothing',
      route: '/sweep/:project?',
      path: `/sweep/${quiet.slug}`,
      kind: 'empty',
    },
    { name: 'feedback', route: '/projects/:project/feedback', path: `${p}/feedback` },
    { name: 'feedback, none', route: '/projects/:project/feedback', path: `${q}/feedback`, kind: 'empty' },
    { name: 'monitors', route: '/projects/:project/monitors', path: `${p}/monitors` },
    { name: 'monitors, none', route: '/projects/:project/monitors', path: `${q}/monitors`, kind: 'empty' },
    { name: 'monitor', route: '/projects/:project/monitors/:monitor', path: `${p}/monitors/nightly-backup` },
    { name: 'queries', route: '/projects/:project/queries', path: `${p}/queries` },
    { name: 'queries, none', route: '/projects/:project/queries', path: `${q}/queries`, kind: 'empty' },
    { name: 'alerts', route: '/projects/:project/alerts', path: `${p}/alerts` },
    { name: 'alerts, none', route: '/projects/:project/alerts', path: `${q}/alerts`, kind: 'empty' },
    { name: 'alert, new', route: '/projects/:project/alerts/:alert', path: `${p}/alerts/new` },
    { name: 'alert, begun', route: '/projects/:project/alerts/:alert', path: `${q}/alerts/new?start=1` },
    { name: 'alert', route: '/projects/:project/alerts/:alert', path: `${p}/alerts/${alert.id}` },
    { name: 'rules', route: '/projects/:project/rules/:kind?', path: `${p}/rules` },
    { name: 'rules, tags', route: '/projects/:project/rules/:kind?', path: `${q}/rules/tags`, kind: 'empty' },
    { name: 'rules, priority', route: '/projects/:project/rules/:kind?', path: `${p}/rules/priority` },
    {
      name: 'rule',
      route: '/projects/:project/rules/:kind/:rule',
      path: `${p}/rules/priority/${rule.id}`,
    },
    {
      name: 'rule, begun',
      route: '/projects/:project/rules/:kind/:rule',
      path: `${q}/rules/tags/new?start=0`,
    },
    { name: 'rule, new', route: '/projects/:project/rules/:kind/:rule', path: `${p}/rules/tags/new` },
    { name: 'connect an SDK', route: '/projects/:project/setup', path: `${q}/setup` },
    { name: 'inbox', route: '/inbox', path: '/inbox' },
    { name: 'users', route: '/users', path: '/users', only: admins },
    ...['', '/workers', '/outbox', '/quarantine', '/audit', '/config'].map((section) => ({
      name: `system${section.replace('/', ', ')}`,
      route: '/admin/:section?',
      path: `/admin${section}`,
      only: admins,
    })),
    ...sections('personal').map((section) => ({
      name: `settings, ${section}`,
      route: '/settings/:section?',
      path: `/settings/${section}`,
    })),
    ...sections('project').map((section) => ({
      name: `project settings, ${section}`,
      route: '/projects/:project/settings/:section?',
      path: `${p}/settings/${section}`,
    })),
    { name: 'not found', route: '', path: '/nowhere', kind: 'empty' },
  ];
}

/** Routes without a screen. */
export function forgotten(screens) {
  const shown = new Set(screens.map((screen) => screen.route));
  return routes.filter((route) => !shown.has(route));
}
