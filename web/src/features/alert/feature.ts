import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const alertFeature: Feature = {
  name: 'alert',
  routes: [
    { path: '/projects/:project/alerts', load: () => import('./AlertListPage') },
    { path: '/projects/:project/alerts/:alert', load: () => import('./AlertPage') },
  ],
  projectLinks: [{ label: 'Alerts', href: paths.alerts }],
};
