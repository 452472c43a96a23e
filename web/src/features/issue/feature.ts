import { Inbox } from 'lucide-react';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const issueFeature: Feature = {
  name: 'issue',
  routes: [
    { path: '/issues', load: () => import('./list/IssueListPage') },
    { path: '/projects/:project/issues', load: () => import('./list/IssueListPage') },
    { path: '/sweep/:project?', load: () => import('./sweep/SweepPage') },
    { path: '/projects/:project/issues/:issue/:part?/:event?', load: () => import('./IssuePage') },
  ],
  nav: [
    {
      label: 'Issues',
      href: paths.issues(),
      icon: Inbox,
      keys: 'g i',
      owns: (path) => path === '/issues',
      order: 20,
      bottom: true,
    },
  ],
};
