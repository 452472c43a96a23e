import { createStore } from '@/lib/store';

/** The list one came from, with its filters: escape and the back link return to it. */
export const listAddress = createStore<string | undefined>(undefined);
