import type { Feature } from '@/lib/feature';

export const erasureFeature: Feature = {
  name: 'erasure',
  settings: [
    {
      scope: 'project',
      section: 'erasure',
      label: 'Erasure',
      order: 38,
      load: () => import('./ErasurePage'),
    },
  ],
};
