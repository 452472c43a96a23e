import { boot, currentUser, preferences } from './bootstrap';
import { api } from './client';
import type { Preferences } from './types';

const KEY = 'gosnag.preferences';

function stored(): Preferences {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Preferences;
  } catch {
    return {};
  }
}

/** This browser's choice holds until the server knows a person's. */
preferences.set({ ...stored(), ...boot.preferences });

export function updatePreferences(patch: Preferences): void {
  const next = { ...preferences.get(), ...patch };
  preferences.set(next);
  localStorage.setItem(KEY, JSON.stringify(next));
  // The page looks as asked at once; a server that cannot keep it changes nothing here.
  // The document leaves its shape open: the server keeps what it gets.
  if (currentUser.get()) api.PUT('/me/preferences', { body: next as never }).catch(() => {});
}
