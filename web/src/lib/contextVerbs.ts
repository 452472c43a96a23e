/** What the palette can do with the selection or the open issue: the page that shows them says. */
import type { PaletteVerb } from './feature';
import { createStore } from './store';

export interface ContextVerbs {
  /** "WEB-123", "3 issues". */
  of: string;
  verbs: readonly PaletteVerb[];
}

export const contextVerbs = createStore<ContextVerbs | undefined>(undefined);
