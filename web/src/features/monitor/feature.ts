import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const monitorFeature: Feature = {
  name: 'monitor',
  routes: [
    { path: '/projects/:project/monitors', load: () => import('./MonitorListPage') },
    { path: '/projects/:project/monitors/:monitor', load: () => import('./MonitorPage') },
  ],
  projectLinks: [{ label: 'Monitors', href: paths.monitors }],
};
