import type { Feature } from '@/lib/feature';

export const onboardingFeature: Feature = {
  name: 'onboarding',
  routes: [{ path: '/projects/:project/setup', load: () => import('./OnboardingPage') }],
};
