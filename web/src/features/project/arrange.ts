/** Where projects go when they are moved by pointer, keys or menu. */

/** The list with the entry at `from` taken out and put in at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), list[from]!, ...rest.slice(to)];
}

/** All ids, after those that one tab shows were put into a new order: they share out their old places. */
export function reordered(all: readonly string[], shown: readonly string[]): string[] {
  const own = new Set(shown);
  let next = 0;
  return all.map((id) => (own.has(id) ? shown[next++]! : id));
}

/** Where an arrow key leads on a grid with so many a line; undefined = no arrow, or the end. */
export function stepOf(key: string, at: number, perLine: number, n: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -perLine,
    ArrowDown: perLine,
    Home: -at,
    End: n - 1 - at,
  };
  const to = at + (steps[key] ?? 0);
  return to === at || to < 0 || to >= n ? undefined : to;
}

/** The entry whose box holds the point, by its place; -1 = between them. */
export function hit(boxes: readonly DOMRect[], x: number, y: number): number {
  return boxes.findIndex((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}

/** How many boxes stand in the first line. */
export function perLine(boxes: readonly DOMRect[]): number {
  return Math.max(1, boxes.filter((box) => box.top === boxes[0]?.top).length);
}
