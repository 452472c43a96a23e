/** Editors that open a file by an address of their own, and how a path here becomes one there. */
import type { Preferences } from './types';

export const editors = [
  { id: 'vscode', label: 'VS Code' },
  { id: 'cursor', label: 'Cursor' },
  { id: 'zed', label: 'Zed' },
  { id: 'idea', label: 'IntelliJ IDEA' },
] as const;
export type EditorId = (typeof editors)[number]['id'];

interface Place {
  /** As sent, the most exact first; a path that is not known is ''. */
  paths: readonly string[];
  line?: number | undefined;
  column?: number | undefined;
}

/** From a root of this machine: `//host/share` is another's, and what is sent may name any. */
const isAbsolute = (path: string) => /^(\/(?!\/)|[A-Za-z]:\/)/.test(path);

/** The path on this machine: what the event's path begins with (`from`) is replaced by `to`. */
export function localPath(paths: readonly string[], from: string, to: string): string | undefined {
  for (const sent of paths) {
    const path = sent.replaceAll('\\', '/');
    if (path === '' || !path.startsWith(from)) continue;
    // Without a prefix only what is relative lies below the folder.
    if (from === '' && to !== '' && isAbsolute(path)) continue;
    const rest = path.slice(from.length);
    const folder = to.replaceAll('\\', '/').replace(/\/$/, '');
    const local = to === '' ? rest : `${folder}/${rest.replace(/^(\.?\/)+/, '')}`;
    if (isAbsolute(local)) return local;
  }
  return undefined;
}

/** The address that opens the place, or undefined when no editor is chosen or the path leads nowhere here. */
export function editorHref(place: Place, chosen: Preferences['editor']): string | undefined {
  const editor = editors.find(({ id }) => id === chosen?.id);
  if (!chosen || !editor) return undefined;
  const path = localPath(place.paths, chosen.from ?? '', chosen.to ?? '');
  if (path === undefined) return undefined;
  const { line = 1, column = 1 } = place;
  if (editor.id === 'idea')
    return `idea://open?file=${encodeURIComponent(path)}&line=${line}&column=${column}`;
  const file = encodeURI(path.startsWith('/') ? path : `/${path}`).replace(/[?#]/g, encodeURIComponent);
  return `${editor.id}://file${file}:${line}:${column}`;
}
