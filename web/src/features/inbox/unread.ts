import { boot } from '@/api/bootstrap';
import { createStore } from '@/lib/store';

/** Unread notifications of the reader, beside the entry of the inbox. */
export const unread = createStore(boot.unread ?? 0);
