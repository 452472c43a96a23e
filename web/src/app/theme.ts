import { preferences } from '@/api/bootstrap';
import { ownKeys } from '@/keys/format';
import { singleKeysOn } from '@/keys/registry';

const lightScheme = window.matchMedia('(prefers-color-scheme: light)');

export function effectiveTheme(): 'dark' | 'light' {
  const wanted = preferences.get().theme ?? 'system';
  if (wanted !== 'system') return wanted;
  return lightScheme.matches ? 'light' : 'dark';
}

function apply(): void {
  const { motion, keys, text, own_keys } = preferences.get();
  const root = document.documentElement;
  root.dataset.theme = effectiveTheme();
  root.dataset.motion = motion;
  root.dataset.text = `${text}`;
  singleKeysOn.set(keys !== false);
  ownKeys.set(own_keys ?? {});
}

/** Follows the preferences and the system from now on. Called before the first paint. */
export function startTheme(): void {
  apply();
  preferences.subscribe(apply);
  lightScheme.addEventListener('change', apply);
}
