/** Paths lose their middle: the file's name and the top folder say most. */
export function middle(path: string, most: number): string {
  if (path.length <= most) return path;
  const tail = Math.ceil((most - 1) * 0.66);
  return `${path.slice(0, most - 1 - tail)}…${path.slice(path.length - tail)}`;
}
