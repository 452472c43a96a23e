import { createStore } from '@/lib/store';

/** What an admin should look at, in words; '' = all is well. */
export const trouble = createStore('');
