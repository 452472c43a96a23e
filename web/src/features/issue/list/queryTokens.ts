/** The query of a list as tokens: what the field draws as chips and the menus write.
 *
 * A token with a key (`level:error`, `!env:dev`) becomes a chip; bare words stay text.
 * Blanks inside "…" do not separate. */

export interface Token {
  /** As it is written. */
  text: string;
  /** Where it begins, in characters. */
  at: number;
  /** undefined = bare words. */
  key?: string;
  value: string;
  negated: boolean;
}

/** Of `tag:` the key runs to the next colon. */
const KEY = /^(!?)(tag:[^:\s]+|[\w.-]+):/;

/** To the next blank outside of quotation marks. */
function endOf(q: string, from: number): number {
  let quoted = false;
  let i = from;
  for (; i < q.length; i++) {
    if (q[i] === '\\' && quoted) i++;
    else if (q[i] === '"') quoted = !quoted;
    else if (/\s/.test(q[i]!) && !quoted) break;
  }
  return Math.min(i, q.length);
}

export function tokensOf(q: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < q.length; ) {
    if (/\s/.test(q[i]!)) {
      i++;
      continue;
    }
    const end = endOf(q, i);
    const text = q.slice(i, end);
    const [head, not = '', key] = KEY.exec(text) ?? [];
    tokens.push({ text, at: i, key, value: text.slice(head?.length ?? 0), negated: not === '!' });
    i = end;
  }
  return tokens;
}

export function chipsOf(q: string): Token[] {
  return tokensOf(q).filter((token) => token.key !== undefined);
}
export function wordsOf(q: string): string {
  const words = tokensOf(q).filter((token) => token.key === undefined);
  return words.map((token) => token.text).join(' ');
}

/** Chips first, then the words: the order of terms means nothing. */
export function compose(chips: readonly { text: string }[], words: string): string {
  return [...chips.map((chip) => chip.text), words.trim()].filter(Boolean).join(' ');
}

/** A value as the language wants it: in quotation marks when it holds what separates. */
export function quoted(value: string): string {
  if (value !== '' && !/[\s,"\\]/.test(value)) return value;
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/** The values of `level:error,fatal`, without their quotation marks. */
export function valuesOf(q: string, key: string): string[] {
  const token = tokensOf(q).find((one) => one.key === key && !one.negated);
  if (!token) return [];
  const parts = token.value.match(/"(?:\\.|[^"\\])*"|[^,]+/g) ?? [];
  return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1).replace(/\\(.)/g, '$1') : part));
}

/** One token of that key holds these values; none takes it away. */
export function withValues(q: string, key: string, values: readonly string[]): string {
  const text = values.length > 0 ? `${key}:${values.map(quoted).join(',')}` : '';
  const tokens = tokensOf(q);
  const at = tokens.findIndex((one) => one.key === key && !one.negated);
  const others = tokens.filter((one, i) => i === at || one.key !== key || one.negated);
  const next = others.map((one) => (one === tokens[at] ? text : one.text));
  const chips = at < 0 && text !== '' ? [...next, text] : next;
  return normal(chips.filter(Boolean).join(' '));
}

/** Adds the value to the key's token, or takes it out. */
export function toggled(q: string, key: string, value: string): string {
  const values = valuesOf(q, key);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return withValues(q, key, next);
}

export function without(q: string, token: Token): string {
  const rest = tokensOf(q).filter((one) => one.at !== token.at);
  return normal(rest.map((one) => one.text).join(' '));
}

/** Two queries that differ only in blanks and in where their words stand are the same. */
export function normal(q: string): string {
  return compose(chipsOf(q), wordsOf(q));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface Refused {
  /** Bytes, as the server counts. */
  at: number;
  len: number;
  suggest?: string | null;
}

/** The token the server stumbled over. */
export function refusedToken(q: string, { at, len }: Refused): Token | undefined {
  const bytes = encoder.encode(q);
  const from = decoder.decode(bytes.slice(0, at)).length;
  const to = decoder.decode(bytes.slice(0, at + Math.max(1, len))).length;
  return tokensOf(q).find((token) => token.at < to && token.at + token.text.length > from);
}

/** The query with the server's suggestion where it stumbled: in place of the key when it
 * stumbled over the key, else in place of the value. */
export function mended(q: string, { at, len, suggest }: Refused): string {
  const token = refusedToken(q, { at, len });
  if (!token || !suggest) return q;
  const not = token.negated ? '!' : '';
  const bytes = encoder.encode(q);
  const part = decoder.decode(bytes.slice(at, at + len));
  const isKey = token.key !== undefined && (part === token.key || part === `${not}${token.key}`);
  const text = isKey
    ? `${not}${suggest}:${token.value}`
    : suggest.includes(':') || token.key === undefined
      ? not + suggest
      : `${not}${token.key}:${suggest}`;
  return q.slice(0, token.at) + text + q.slice(token.at + token.text.length);
}
