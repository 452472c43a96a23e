import type { Feature } from '@/lib/feature';

/** "When": the tree that rules of all kinds are made of, its editor and its preview. */
export const conditionFeature: Feature = { name: 'condition' };
