import type { Feature } from '@/lib/feature';

/** Draws an event; the pages that show one belong to the issue. */
export const eventFeature: Feature = { name: 'event' };
