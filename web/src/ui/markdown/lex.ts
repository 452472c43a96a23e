/** Markdown as a tree of tokens. HTML in it is text like any other; nothing here makes markup. */
import { Marked, type Token, type TokenizerAndRendererExtension } from 'marked';

/** `@[Name](user:UUID)`, and the `@handle` of older texts. */
const PERSON = /^@\[([^\]\n]{1,200})\]\(user:[0-9a-f-]{36}\)/;
const HANDLE = /^@([a-z0-9][\w.-]{0,63})(?![\w@])/i;
const HANDLE_START = /(?<=^|\s)@[a-z0-9]/i;

/** The earliest place either can begin, -1 when there is none: undefined would stop the lexer. */
function start(text: string): number {
  const places = [text.indexOf('@['), text.search(HANDLE_START)].filter((at) => at >= 0);
  return places.length > 0 ? Math.min(...places) : -1;
}

const mention: TokenizerAndRendererExtension = {
  name: 'mention',
  level: 'inline',
  start,
  tokenizer(text) {
    const found = PERSON.exec(text) ?? HANDLE.exec(text);
    return found ? { type: 'mention', raw: found[0], text: `@${found[1]}` } : undefined;
  },
};

const reader = new Marked({ gfm: true, breaks: true, extensions: [mention] });

/** Longer texts are shown as they were written. */
const TEXT_MOST = 16_000;
/** Reading a paragraph costs up to the cube of these signs: 500 pairs of ** take a second, 100 nothing. */
const SIGNS = /[*_~[\]`<>|!@\n]|[-+.)](?= )/g;
const SIGNS_MOST = 400;
/** And the square of a word's length: an address for mail is looked for at each of its letters. */
const LONG_WORD = /\S{2000}/;
/** As the reader sees it: no tick stands beside its opening, and one without an end goes on to the last line. */
const FENCED = /^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$(?:[\s\S]*?\n {0,3}\1[`~]* *$|[\s\S]*)/gm;

/** Would it hold up the page? Such texts nobody writes by hand. */
function isHostile(text: string): boolean {
  if (text.length > TEXT_MOST) return true;
  const prose = text.replace(FENCED, '');
  if (LONG_WORD.test(prose)) return true;
  return prose.split(/\n\s*\n/).some((paragraph) => (paragraph.match(SIGNS)?.length ?? 0) > SIGNS_MOST);
}

/** undefined: made to be slow, or nested so deeply that reading it fails. */
export function lex(text: string): Token[] | undefined {
  if (isHostile(text)) return undefined;
  try {
    return reader.lexer(text);
  } catch {
    return undefined;
  }
}

/** Where a link may lead; undefined = nowhere, then it is text. */
export function safeHref(href: string): string | undefined {
  // A browser leaves tabs and line ends out: "/\t/host" would be another host's.
  if (/\s/.test(href)) return undefined;
  if (/^(\/(?![/\\])|#)/.test(href)) return href;
  return /^(https?:\/\/|mailto:)/i.test(href) && URL.canParse(href) ? href : undefined;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
const LAST_CODE = 0x10ffff;

function decoded(whole: string, name: string): string {
  if (name[0] !== '#') return named[name] ?? whole;
  const code = Number(/^#x/i.test(name) ? `0x${name.slice(2)}` : name.slice(1));
  return code > 0 && code <= LAST_CODE ? String.fromCodePoint(code) : whole;
}

/** `&lt;` and `&#60;` are what they stand for; React writes them as text again. */
export function plain(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,5});/gi, decoded);
}
