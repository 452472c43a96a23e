import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const queryFeature: Feature = {
  name: 'query',
  routes: [{ path: '/projects/:project/queries', load: () => import('./QueryListPage') }],
  projectLinks: [{ label: 'Queries', href: paths.queries }],
};
