import { Bell } from 'lucide-react';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';
import { unread } from './unread';

export const inboxFeature: Feature = {
  name: 'inbox',
  routes: [{ path: '/inbox', load: () => import('./InboxPage') }],
  nav: [
    {
      label: 'Inbox',
      href: paths.inbox(),
      icon: Bell,
      keys: 'g n',
      owns: (path) => path === '/inbox',
      order: 5,
      count: unread,
      bottom: true,
    },
  ],
};
