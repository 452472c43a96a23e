import type { Feature } from '@/lib/feature';

export const authFeature: Feature = {
  name: 'auth',
  routes: [
    { path: '/login', bare: true, load: () => import('./LoginPage') },
    { path: '/setup', bare: true, load: () => import('./SetupPage') },
    { path: '/reset/:token', bare: true, load: () => import('./ResetPage') },
    { path: '/invite/:token', bare: true, load: () => import('./InvitePage') },
  ],
};
