interface Rankable {
  label: string;
  /** More words to find it by. */
  also?: string;
}

const PREFIX = 1000;
const WORD = 600;
const INSIDE = 300;

/** Higher is better, 0 = does not fit: prefix, start of a word, inside, then letters in order. */
function score(text: string, query: string): number {
  const at = text.indexOf(query);
  if (at === 0) return PREFIX - text.length;
  if (at > 0) return (/[\s/_\-.]/.test(text[at - 1]!) ? WORD : INSIDE) - at;
  let from = 0;
  let gaps = 0;
  for (const letter of query) {
    const found = text.indexOf(letter, from);
    if (found < 0) return 0;
    gaps += found - from;
    from = found + 1;
  }
  return Math.max(1, 100 - gaps);
}

export function rank<T extends Rankable>(items: readonly T[], query: string, most: number): T[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return items.slice(0, most);
  return items
    .map((item, i) => {
      const own = score(item.label.toLowerCase(), wanted);
      const other = item.also ? score(item.also.toLowerCase(), wanted) / 2 : 0;
      return { item, i, points: Math.max(own, other) };
    })
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || a.i - b.i)
    .slice(0, most)
    .map(({ item }) => item);
}
