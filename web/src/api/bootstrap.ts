import { createStore } from '@/lib/store';
import { setServerClock } from '@/lib/time';
import type { Bootstrap, Preferences } from './types';

/** What the server wrote into the page. Signed out, there is no user in it. */
export type Boot = Omit<Partial<Bootstrap>, 'user'> & { user?: Bootstrap['user'] | null };

function read(): Boot {
  const text = document.getElementById('bootstrap')?.textContent?.trim();
  if (!text) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Boot) : {};
  } catch {
    return {};
  }
}

export const boot: Boot = read();
if (boot.server_time) setServerClock(boot.server_time);

export const currentUser = createStore<Bootstrap['user'] | null>(boot.user ?? null);
export const preferences = createStore<Preferences>(boot.preferences ?? {});

export function isAdmin(): boolean {
  return currentUser.get()?.role === 'admin';
}
export function canTriage(): boolean {
  const role = currentUser.get()?.role;
  return role === 'admin' || role === 'member';
}
