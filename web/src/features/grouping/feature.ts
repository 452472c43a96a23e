import type { Feature } from '@/lib/feature';

export const groupingFeature: Feature = {
  name: 'grouping',
  settings: [
    {
      scope: 'project',
      section: 'grouping',
      label: 'Grouping',
      order: 22,
      load: () => import('./GroupingPage'),
    },
    { scope: 'project', section: 'routes', label: 'Routes', order: 24, load: () => import('./RoutesPage') },
    {
      scope: 'project',
      section: 'discarded',
      label: 'Discarded',
      order: 37,
      load: () => import('./DiscardedPage'),
    },
  ],
};
