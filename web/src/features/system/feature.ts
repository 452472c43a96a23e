import { Server } from 'lucide-react';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';
import { trouble } from './trouble';

export const systemFeature: Feature = {
  name: 'system',
  routes: [{ path: '/admin/:section?', load: () => import('./SystemPage') }],
  nav: [
    {
      label: 'System',
      href: paths.system(),
      icon: Server,
      owns: (path) => path.startsWith('/admin'),
      order: 85,
      adminOnly: true,
      alarm: trouble,
    },
  ],
  later: () => import('./watch').then(({ watchSystem }) => watchSystem()),
};
