import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const queryFeature: Feature = {
  name: 'query',
  routes: [{ path: '/projects/:project/queries', load: () => import('./QueryListPage') }],
  settings: [
    {
      scope: 'project',
      section: 'database',
      label: 'Database analysis',
      order: 36,
      load: () => import('./DatabasePage'),
    },
  ],
  projectLinks: [{ label: 'Queries', href: paths.queries }],
};
