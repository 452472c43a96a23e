import type { Feature } from '@/lib/feature';

/** What people say and did about an issue; shown on its page. */
export const commentFeature: Feature = { name: 'comment' };
