/** Every keyboard command of the page: scopes, one handler, the list for the help sheet.
 *
 * A component registers a layer of bindings while it is mounted. The newest layer of the
 * highest scope wins; a layer of scope "dialog" hides everything below it. */
import { createKeybindingsHandler } from 'tinykeys';
import { createStore } from '@/lib/store';
import { own, ownKeys } from './format';

export type KeyScope = 'global' | 'page' | 'panel' | 'dialog';
const rank: Record<KeyScope, number> = { global: 0, page: 1, panel: 2, dialog: 3 };

export interface KeyBinding {
  /** tinykeys syntax: "j", "g p", "Shift+J", "$mod+k". Several mean the same command. */
  keys: string | readonly string[];
  label: string;
  /** Heading in the help sheet. */
  group?: string;
  /** false = leave the key to the layer below or the browser. */
  run: (event: KeyboardEvent) => unknown;
  /** Also while typing in a field. */
  inFields?: boolean;
  /** Works, but the help sheet does not list it. */
  hidden?: boolean;
}

export interface KeyLayer {
  scope: KeyScope;
  bindings: () => readonly KeyBinding[];
}

/** WCAG 2.1.4: single characters can be turned off; chords with a modifier and escape stay. */
export const singleKeysOn = createStore(true);

const layers: KeyLayer[] = [];
let handler: ((event: KeyboardEvent) => void) | undefined;

/** As the reader has them. */
export function combos(binding: KeyBinding): readonly string[] {
  return [binding.keys].flat().map(own);
}

function isCharacter(combo: string): boolean {
  return !/(\$mod|Control|Meta)\+|^Escape$/.test(combo);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

/** Top first; stops below a dialog. */
function activeLayers(): KeyLayer[] {
  const sorted = layers
    .map((layer, i) => ({ layer, i }))
    .sort((a, b) => rank[b.layer.scope] - rank[a.layer.scope] || b.i - a.i)
    .map(({ layer }) => layer);
  const dialog = sorted.findIndex((layer) => layer.scope === 'dialog');
  return dialog < 0 ? sorted : sorted.slice(0, dialog + 1);
}

function dispatch(combo: string, event: KeyboardEvent): void {
  if (event.defaultPrevented || (isCharacter(combo) && !singleKeysOn.get())) return;
  for (const layer of activeLayers()) {
    for (const binding of layer.bindings()) {
      if (!combos(binding).includes(combo)) continue;
      if (isTyping(event) && !binding.inFields) return;
      if (binding.run(event) !== false) {
        event.preventDefault();
        return;
      }
    }
  }
}

/** Built anew only when the set of combinations changes, so that a begun sequence lives on.
 * The first handler takes the event: "Shift+Y Shift+Y" goes before "Shift+Y". */
let known = '';
function rebuild(): void {
  const all = [...new Set(layers.flatMap((layer) => layer.bindings().flatMap(combos)))].sort().reverse();
  if (all.join('\n') === known) return;
  known = all.join('\n');
  handler = createKeybindingsHandler(
    Object.fromEntries(all.map((combo) => [combo, (event: KeyboardEvent) => dispatch(combo, event)])),
  );
}

ownKeys.subscribe(rebuild);

function onKeyDown(event: KeyboardEvent): void {
  // A component that handled the key itself (a menu, a grid) has the last word.
  if (!event.defaultPrevented && !event.isComposing) handler?.(event);
}

export function addLayer(layer: KeyLayer): () => void {
  if (layers.length === 0) window.addEventListener('keydown', onKeyDown);
  layers.push(layer);
  rebuild();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    rebuild();
    if (layers.length === 0) window.removeEventListener('keydown', onKeyDown);
  };
}

/** What the help sheet shows now, grouped, in order of scope from the page outwards. */
export function listKeys(): { group: string; bindings: KeyBinding[] }[] {
  const groups = new Map<string, KeyBinding[]>();
  const seen = new Set<string>();
  for (const layer of [...layers].sort((a, b) => rank[b.scope] - rank[a.scope])) {
    if (layer.scope === 'dialog') continue;
    for (const binding of layer.bindings()) {
      const id = combos(binding)[0]!;
      if (binding.hidden || seen.has(id)) continue;
      seen.add(id);
      const group = binding.group ?? 'Everywhere';
      groups.set(group, [...(groups.get(group) ?? []), binding]);
    }
  }
  return [...groups].map(([group, bindings]) => ({ group, bindings }));
}
