import { createStore } from '@/lib/store';

/** Keys of one's own, by the usual ones. */
export const ownKeys = createStore<Readonly<Record<string, string>>>({});
export const own = (combo: string) => ownKeys.get()[combo] ?? combo;

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const names: Record<string, string> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Alt: isMac ? '⌥' : 'Alt',
  Escape: 'esc',
  Enter: '↵',
  Space: 'space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Home: 'home',
  End: 'end',
};

/** "g p" → [["g"], ["p"]]; "$mod+k" → [["⌘", "k"]]; "Shift+?" → [["?"]]. */
export function keycaps(combo: string): string[][] {
  return own(combo)
    .split(' ')
    .map((press) => {
      const parts = press.split(/\b\+/);
      const key = parts.at(-1)!;
      const shown = /^[^\w\s]$/.test(key) ? parts.filter((part) => part !== 'Shift') : parts;
      return shown.map((part) => names[part] ?? (part.length === 1 ? part.toLowerCase() : part));
    });
}
/** For aria-keyshortcuts. */
export function ariaKeys(combo: string): string | undefined {
  return combo.includes(' ') ? undefined : own(combo).replace('$mod', isMac ? 'Meta' : 'Control');
}
