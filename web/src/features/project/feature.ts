import { LayoutGrid } from 'lucide-react';
import { isAdmin } from '@/api/bootstrap';
import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const projectFeature: Feature = {
  name: 'project',
  routes: [
    { path: '/', load: () => import('./ProjectsPage') },
    { path: '/projects/:project', load: () => import('./ProjectRedirect') },
  ],
  nav: [
    {
      label: 'Projects',
      href: paths.projects(),
      icon: LayoutGrid,
      keys: 'g p',
      owns: (path) => path === '/',
      order: 10,
      bottom: true,
    },
  ],
  verbs: [
    { id: 'project-new', label: 'New project', icon: LayoutGrid, when: isAdmin, href: paths.newProject() },
  ],
  settings: [
    {
      scope: 'project',
      section: 'general',
      label: 'General',
      order: 10,
      load: () => import('./ProjectGeneralPage'),
    },
    {
      scope: 'project',
      section: 'dsn',
      label: 'SDK and DSN',
      order: 20,
      load: () => import('./ProjectDsnPage'),
    },
    {
      scope: 'project',
      section: 'danger',
      label: 'Danger',
      order: 90,
      load: () => import('./ProjectDangerPage'),
    },
  ],
};
