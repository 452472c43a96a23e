import { Settings } from 'lucide-react';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const tokenFeature: Feature = {
  name: 'token',
  settings: [
    {
      scope: 'personal',
      section: 'tokens',
      label: 'Access tokens',
      order: 30,
      load: () => import('./TokensPage'),
    },
  ],
  verbs: [
    {
      id: 'settings-tokens',
      label: 'Access tokens',
      also: 'api key personal',
      section: 'Settings',
      icon: Settings,
      href: paths.settings('tokens'),
    },
  ],
};
