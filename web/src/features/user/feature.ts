import { Users } from 'lucide-react';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const userFeature: Feature = {
  name: 'user',
  routes: [{ path: '/users', load: () => import('./UsersPage') }],
  nav: [
    {
      label: 'Users',
      href: paths.users(),
      icon: Users,
      keys: 'g u',
      owns: (path) => path.startsWith('/users'),
      order: 80,
      adminOnly: true,
    },
  ],
};
