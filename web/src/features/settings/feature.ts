import { Settings } from 'lucide-react';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const settingsFeature: Feature = {
  name: 'settings',
  nav: [
    {
      label: 'Settings',
      href: paths.settings(),
      icon: Settings,
      keys: 'g s',
      owns: (path) => path.startsWith('/settings'),
      order: 90,
    },
  ],
  projectLinks: [{ label: 'Project settings', href: paths.settingsOfProject }],
  settings: [
    {
      scope: 'personal',
      section: 'profile',
      label: 'Profile',
      order: 10,
      load: () => import('./ProfilePage'),
    },
    {
      scope: 'personal',
      section: 'look',
      label: 'Look and keys',
      order: 20,
      load: () => import('./LookPage'),
    },
    {
      scope: 'personal',
      section: 'notifications',
      label: 'Notifications',
      order: 30,
      load: () => import('./ToldPage'),
    },
    {
      scope: 'personal',
      section: 'editor',
      label: 'Editor',
      order: 40,
      load: () => import('./EditorPage'),
    },
  ],
  verbs: [
    {
      id: 'settings-look',
      label: 'Look and keys',
      also: 'theme density keyboard',
      section: 'Settings',
      icon: Settings,
      href: paths.settings('look'),
    },
  ],
};
