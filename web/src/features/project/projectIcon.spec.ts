import { expect, it } from 'vitest';
import { glyphs } from './glyphs';
import { firstSign, hueClass, isEmoji, isGlyphName, letters } from './projectIcon';

it('there are 48 glyphs, each with a name the tile knows as one', () => {
  const names = Object.keys(glyphs);
  expect(names).toHaveLength(48);
  expect(names.filter((name) => !isGlyphName(name))).toEqual([]);
});
it.each([
  ['🚀', true],
  ['⚠️', true],
  ['rocket', false],
  ['7', false],
  ['', false],
])('"%s" is an emoji: %s', (icon, is) => expect(isEmoji(icon)).toBe(is));
it('of what is typed the first sign counts, joined ones whole', () => {
  expect(firstSign('👩‍🚀 team')).toBe('👩‍🚀');
  expect(firstSign('  ')).toBe('');
});
it('a colour nobody knows is none', () => {
  expect(hueClass('teal')).toBe('text-hue-teal');
  expect(hueClass('#ff0000')).toBe('text-text2');
  expect(hueClass(undefined)).toBe('text-text2');
});
it.each([
  ['storefront-web', 'SW'],
  ['billing', 'BI'],
])('%s without an icon is %s', (name, short) => expect(letters(name)).toBe(short));
