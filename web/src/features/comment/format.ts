/** What the buttons above a comment do to its text. */

export interface Selected {
  text: string;
  from: number;
  to: number;
}

/** Signs around what is selected; taken away again when they are there. At their end it steps out of them. */
export function around({ text, from, to }: Selected, sign: string): Selected {
  const inner = text.slice(from, to);
  const has = text.slice(from - sign.length, from) === sign && text.slice(to, to + sign.length) === sign;
  if (!has && inner === '' && text.startsWith(sign, to)) {
    return { text, from: to + sign.length, to: to + sign.length };
  }
  const before = text.slice(0, has ? from - sign.length : from);
  const after = text.slice(has ? to + sign.length : to);
  const middle = has ? inner : sign + inner + sign;
  const start = before.length + (has ? 0 : sign.length);
  return { text: before + middle + after, from: start, to: start + inner.length };
}

/** A sign before every line that is touched; taken away when all have it. */
export function eachLine({ text, from, to }: Selected, sign: string): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to);
  const lines = text.slice(start, end).split('\n');
  const has = lines.every((line) => line.startsWith(sign));
  const next = lines.map((line) => (has ? line.slice(sign.length) : sign + line)).join('\n');
  return { text: text.slice(0, start) + next + text.slice(end), from: start, to: start + next.length };
}

/** One line is code, several are a block of it. */
export function asCode(selected: Selected): Selected {
  const inner = selected.text.slice(selected.from, selected.to);
  return inner.includes('\n') ? around(selected, '\n```\n') : around(selected, '`');
}

/** The words are selected of a link without any, the address of one with words. */
export function asLink({ text, from, to }: Selected): Selected {
  const words = text.slice(from, to);
  const made = `[${words}](https://)`;
  const at = words === '' ? from + 1 : from + words.length + 3;
  const length = words === '' ? 0 : 'https://'.length;
  return { text: text.slice(0, from) + made + text.slice(to), from: at, to: at + length };
}

/** A quotation at the end of what is written already, with room to go on below. */
export function withQuote(text: string, quote: string): string {
  const before = text.trimEnd();
  return `${before}${before === '' ? '' : '\n\n'}${quote}\n\n`;
}
