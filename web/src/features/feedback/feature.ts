import type { Feature } from '@/lib/feature';
import { paths } from '@/lib/paths';

export const feedbackFeature: Feature = {
  name: 'feedback',
  routes: [{ path: '/projects/:project/feedback', load: () => import('./FeedbackPage') }],
  projectLinks: [{ label: 'Feedback', href: paths.feedback }],
};
