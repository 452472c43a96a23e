/** What the first letter of the palette narrows it to. */
import type { PaletteVerb } from '@/lib/feature';

export type Mode = 'all' | 'verbs' | 'issues' | 'people' | 'settings';

const prefixes: Readonly<Record<string, Mode>> = {
  '>': 'verbs',
  '#': 'issues',
  '@': 'people',
  ':': 'settings',
};

export function modeOf(text: string): { mode: Mode; term: string } {
  const mode = prefixes[text[0] ?? ''];
  return mode ? { mode, term: text.slice(1).trimStart() } : { mode: 'all', term: text };
}

export function inMode(mode: Mode): (verb: PaletteVerb) => boolean {
  switch (mode) {
    case 'verbs':
      return (verb) => verb.run !== undefined || verb.next !== undefined;
    case 'settings':
      return (verb) => /^\/settings|\/settings\//.test(verb.href ?? '');
    case 'all':
      return () => true;
    default:
      return () => false;
  }
}

/** What the server is asked for; '' = nothing. */
export function searched(mode: Mode, term: string): string {
  return mode === 'all' || mode === 'issues' ? term.trim() : '';
}
