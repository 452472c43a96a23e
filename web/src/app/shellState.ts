import { createStore } from '@/lib/store';

const KEY = 'gosnag.sidebar';

export const sidebarOpen = createStore(localStorage.getItem(KEY) !== 'closed');
sidebarOpen.subscribe(() => localStorage.setItem(KEY, sidebarOpen.get() ? 'open' : 'closed'));

/** The one layer of the shell that is open. */
export const layer = createStore<'palette' | 'help' | 'drawer' | null>(null);
