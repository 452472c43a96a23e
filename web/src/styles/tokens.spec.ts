import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');
type Theme = Record<string, string>;

function block(selector: RegExp): Theme {
  const body = selector.exec(css)?.[1];
  if (body === undefined) throw new Error(`no block ${selector}`);
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
}
const themes = {
  dark: block(/\[data-theme="dark"\] \{([^}]*)\}/),
  light: block(/\[data-theme="light"\] \{([^}]*)\}/),
};

const channels = (hex: string) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi! + 0.05) / (lo! + 0.05);
}
const surfaces = ['canvas', 's1', 's2', 's3'];
const meaning = [
  ...['fatal', 'error', 'warning', 'info', 'debug'],
  ...['open', 'reopened', 'resolved', 'snoozed', 'ignored'],
];
const hues = Object.keys(themes.dark).filter((name) => name.startsWith('hue-'));
const code = ['keyword', 'string', 'number', 'comment', 'name'];

describe.each(Object.entries(themes))('%s theme', (_name, t) => {
  const pairs: [string, string, number][] = [
    ...surfaces.flatMap((s): [string, string, number][] => [
      ['text', s, 7],
      ['text2', s, 4.5],
      ['text3', s, 4.5],
      ['link', s, 4.5],
      ['focus', s, 3],
      ['ctl', s, 3],
    ]),
    ['on-ink', 'ink', 7],
    ...meaning.flatMap((m): [string, string, number][] => [
      ...surfaces.map((s): [string, string, number] => [m, s, 4.5]),
      [m, `${m}-tint`, 4.5],
    ]),
    ...code.map((c): [string, string, number] => [`code-${c}`, 'code-bg', 4.5]),
    ...code.map((c): [string, string, number] => [`code-${c}`, 'code-crash', 4.5]),
    ...hues.flatMap((h) => surfaces.map((s): [string, string, number] => [h, s, 4.5])),
    ['text', 'code-bg', 7],
    ['text2', 'code-crash', 4.5],
  ];
  it.each(pairs)('%s on %s is at least %d : 1', (fg, bg, least) => {
    const [a, b] = [t[fg], t[bg]];
    if (a === undefined || b === undefined) throw new Error(`token ${a ? bg : fg} is missing`);
    expect(contrast(a, b)).toBeGreaterThanOrEqual(least);
  });
  it.each(meaning)('the tint of %s is 14 % of it over s1', (m) => {
    const over = channels(t[m]!).map((c, i) => 0.14 * c + 0.86 * channels(t.s1!)[i]!);
    channels(t[`${m}-tint`]!).forEach((c, i) => {
      expect(Math.abs(c - over[i]!)).toBeLessThanOrEqual(1);
    });
  });
});

it('a project can have one of twelve colours', () => expect(hues).toHaveLength(12));
it('both themes have the same tokens', () => {
  expect(Object.keys(themes.light)).toEqual(Object.keys(themes.dark));
});
