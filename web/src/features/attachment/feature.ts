import type { Feature } from '@/lib/feature';

/** Draws the files of an event; the page that shows them belongs to the issue. */
export const attachmentFeature: Feature = { name: 'attachment' };
