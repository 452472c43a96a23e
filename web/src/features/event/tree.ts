/** Rows of a JSON tree: only what is open is made, so that size costs nothing until it is looked at. */
import { isObject, type Json } from './json';

export interface TreeRow {
  /** JSON pointer: "/exception/values/0". */
  path: string;
  depth: number;
  name: string;
  value: Json;
  /** Members of an object or a list, else undefined. */
  size: number | undefined;
  open: boolean;
}

export function entriesOf(value: Json): [string, Json][] {
  if (Array.isArray(value)) return value.map((one, i) => [String(i), one]);
  return isObject(value) ? Object.entries(value) : [];
}

function sizeOf(value: Json): number | undefined {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

export function treeRows(root: Json, open: ReadonlySet<string>, path = '', depth = 0): TreeRow[] {
  const rows: TreeRow[] = [];
  for (const [name, value] of entriesOf(root)) {
    const here = `${path}/${escaped(name)}`;
    const size = sizeOf(value);
    const isOpen = size !== undefined && size > 0 && open.has(here);
    rows.push({ path: here, depth, name, value, size, open: isOpen });
    if (isOpen) for (const row of treeRows(value, open, here, depth + 1)) rows.push(row);
  }
  return rows;
}

const FOUND_MOST = 500;

/** Pointers of names and plain values that contain the words. */
export function findInTree(root: Json, words: string): string[] {
  const wanted = words.toLowerCase();
  const found: string[] = [];
  const visit = (value: Json, path: string): void => {
    for (const [name, one] of entriesOf(value)) {
      if (found.length >= FOUND_MOST) return;
      const here = `${path}/${escaped(name)}`;
      const isPlain = sizeOf(one) === undefined;
      const hit =
        name.toLowerCase().includes(wanted) || (isPlain && String(one).toLowerCase().includes(wanted));
      if (hit) found.push(here);
      if (!isPlain) visit(one, here);
    }
  };
  if (wanted !== '') visit(root, '');
  return found;
}

/** Everything that must be open for this row to be seen. */
export function ancestors(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`);
}

/** "/exception/values/0/type" → "exception.values[0].type" */
export function dotted(path: string): string {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('');
}
