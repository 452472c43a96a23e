/** What stands on a project's tile: a glyph or an emoji, in one of twelve colours; else its letters. */

/** Literal names: the style sheet has only the classes it can read. */
export const hues: Readonly<Record<string, string>> = {
  red: 'text-hue-red',
  orange: 'text-hue-orange',
  amber: 'text-hue-amber',
  lime: 'text-hue-lime',
  green: 'text-hue-green',
  teal: 'text-hue-teal',
  cyan: 'text-hue-cyan',
  blue: 'text-hue-blue',
  indigo: 'text-hue-indigo',
  violet: 'text-hue-violet',
  magenta: 'text-hue-magenta',
  rose: 'text-hue-rose',
};

/** Other clients may have kept a colour this page does not know: then there is none. */
export function hueClass(color: string | undefined): string {
  return hues[color ?? ''] ?? 'text-text2';
}

const EMOJI = /^\p{Extended_Pictographic}/u;
const GLYPH = /^[a-z][a-z0-9-]{1,30}$/;

export function isEmoji(icon: string): boolean {
  return EMOJI.test(icon);
}
export function isGlyphName(icon: string): boolean {
  return GLYPH.test(icon);
}

/** The first sign a reader sees, however many code points it is made of. */
export function firstSign(text: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.trim());
  return first?.segment ?? '';
}

/** "SW" for storefront-web, "BI" for billing. */
export function letters(name: string): string {
  const words = name.split(/[\s\-_./]+/).filter(Boolean);
  const two = words.length > 1 ? words[0]![0]! + words[1]![0]! : name.slice(0, 2);
  return two.toUpperCase();
}
