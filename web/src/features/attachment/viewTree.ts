/** A view hierarchy, as SDKs attach it: windows of views in views. */
export interface ViewNode {
  type: string;
  /** "#login", from whatever name the platform has for it. */
  id: string;
  /** "320 × 48 at 0, 64"; empty when not said. */
  place: string;
  hidden: boolean;
  children: ViewNode[];
}

const DEPTH = 60;
const NODES = 2000;

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function placeOf(view: Record<string, unknown>): string {
  const { x, y, width, height } = view;
  if (typeof width !== 'number' || typeof height !== 'number') return '';
  const size = `${Math.round(width)} × ${Math.round(height)}`;
  if (typeof x !== 'number' || typeof y !== 'number') return size;
  return `${size} at ${Math.round(x)}, ${Math.round(y)}`;
}

/** What is not a hierarchy gives an empty list; what is too deep or too many is left out. */
export function viewTree(document: unknown): ViewNode[] {
  let left = NODES;
  const read = (list: unknown, depth: number): ViewNode[] => {
    if (!Array.isArray(list) || depth > DEPTH) return [];
    const nodes: ViewNode[] = [];
    for (const item of list) {
      if (left-- <= 0) break;
      const view = record(item);
      nodes.push({
        type: word(view.type) || 'View',
        id: word(view.identifier) || word(view.tag) || word(view.name),
        place: placeOf(view),
        hidden: view.visible === false || view.visibility === 'gone' || view.visibility === 'invisible',
        children: read(view.children, depth + 1),
      });
    }
    return nodes;
  };
  return read(record(document).windows, 0);
}
