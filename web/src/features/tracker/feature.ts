import type { Feature } from '@/lib/feature';

export const trackerFeature: Feature = {
  name: 'tracker',
  settings: [
    {
      scope: 'project',
      section: 'trackers',
      label: 'Trackers',
      order: 40,
      load: () => import('./TrackersPage'),
    },
  ],
};
