/** A statement in coloured pieces: enough SQL to tell words, names and values apart. */
export interface Piece {
  text: string;
  tone: 'keyword' | 'string' | 'number' | 'name' | 'plain';
}

const keywords = new Set(
  (
    'select from where and or not in is null like ilike between exists join left right inner outer cross full on using ' +
    'group by having order limit offset union all distinct as with recursive values insert into update set delete ' +
    'returning conflict do nothing case when then else end asc desc for of lock count sum avg min max coalesce'
  ).split(' '),
);

const tokens =
  /('(?:[^'\\]|''|\\.)*'?|"[^"]*"|`[^`]*`|\[[A-Za-z_][^\]]*\]|\d+(?:\.\d+)?|[A-Za-z_][\w$]*|\?)/g;

function toneOf(token: string): Piece['tone'] {
  const first = token[0]!;
  if (first === "'") return 'string';
  if (first === '?' || /\d/.test(first)) return 'number';
  if (first === '"' || first === '`' || first === '[') return 'name';
  return keywords.has(token.toLowerCase()) ? 'keyword' : 'plain';
}

export function piecesOf(sql: string): Piece[] {
  return sql
    .split(tokens)
    .map((text, i): Piece => ({ text, tone: i % 2 === 1 ? toneOf(text) : 'plain' }))
    .filter((piece) => piece.text !== '');
}
