/** Every link is a function. `p` is a project's slug, `i` an issue's short id or uuid. */
const part = encodeURIComponent;

export const paths = {
  projects: () => '/',
  newProject: () => '/?new=1',
  login: (next?: string) => (next && next !== '/' ? `/login?next=${part(next)}` : '/login'),
  project: (p: string) => `/projects/${part(p)}`,
  projectSetup: (p: string) => `/projects/${part(p)}/setup`,
  projectIssues: (p: string, search = '') => `/projects/${part(p)}/issues${search && `?${search}`}`,
  issues: (search = '') => `/issues${search && `?${search}`}`,
  issue: (p: string, i: string) => `/projects/${part(p)}/issues/${part(i)}`,
  event: (p: string, i: string, e: string) => `/projects/${part(p)}/issues/${part(i)}/events/${part(e)}`,
  feedback: (p: string) => `/projects/${part(p)}/feedback`,
  monitors: (p: string) => `/projects/${part(p)}/monitors`,
  monitor: (p: string, m: string) => `/projects/${part(p)}/monitors/${part(m)}`,
  queries: (p: string) => `/projects/${part(p)}/queries`,
  alerts: (p: string) => `/projects/${part(p)}/alerts`,
  rules: (p: string) => `/projects/${part(p)}/rules`,
  settingsOfProject: (p: string) => `/projects/${part(p)}/settings`,
  projectSettings: (p: string, section: string) => `/projects/${part(p)}/settings/${section}`,
  settings: (section = 'profile') => `/settings/${section}`,
  inbox: () => '/inbox',
  users: () => '/users',
  system: (section = '') => (section ? `/admin/${section}` : '/admin'),
  apiDocs: () => '/api/v1/docs',
};

/** Only a path of this page may follow a sign-in, never another origin. */
export function safeNext(next: string | null | undefined): string {
  if (!next) return '/';
  try {
    const url = new URL(next, location.origin);
    const isOurs = url.origin === location.origin && next.startsWith('/') && !/^\/[/\\]/.test(next);
    const isSignIn = /^\/(login|setup|invite|reset)(\/|$)/.test(url.pathname);
    return isOurs && !isSignIn ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
