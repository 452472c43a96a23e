import type { Feature } from '@/lib/feature';

export const ingestFeature: Feature = {
  name: 'ingest',
  settings: [
    {
      scope: 'project',
      section: 'outcomes',
      label: 'Outcomes',
      order: 30,
      load: () => import('./OutcomesPage'),
    },
    {
      scope: 'project',
      section: 'filters',
      label: 'Filters',
      order: 32,
      load: () => import('./FiltersPage'),
    },
    { scope: 'project', section: 'limits', label: 'Limits', order: 34, load: () => import('./LimitsPage') },
    {
      scope: 'project',
      section: 'scrubbing',
      label: 'Scrubbing',
      order: 36,
      load: () => import('./ScrubbingPage'),
    },
  ],
};
