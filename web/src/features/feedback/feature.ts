import type { Feature } from '@/lib/feature';

export const feedbackFeature: Feature = {
  name: 'feedback',
  routes: [{ path: '/projects/:project/feedback', load: () => import('./FeedbackPage') }],
};
