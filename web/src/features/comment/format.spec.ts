import { expect, it } from 'vitest';
import { around, asCode, asLink, eachLine, type Selected, withQuote } from './format';

/** "a [b] c": b is selected. */
const at = (marked: string): Selected => {
  const from = marked.indexOf('[');
  const to = marked.indexOf(']') - 1;
  return { text: marked.replace('[', '').replace(']', ''), from, to };
};
const shown = ({ text, from, to }: Selected) =>
  `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;

it.each([
  ['a [b] c', 'a **[b]** c'],
  ['a **[b]** c', 'a [b] c'],
  ['[]', '**[]**'],
  ['**bold[]** on', '**bold**[] on'],
])('bold of "%s" is "%s"', (before, after) => expect(shown(around(at(before), '**'))).toBe(after));
it.each([
  ['one\n[two\nthree]', 'one\n[> two\n> three]'],
  ['> o[n]e', '[one]'],
])('quote of "%s"', (before, after) => expect(shown(eachLine(at(before), '> '))).toBe(after));
it('one line is code, several a block', () => {
  expect(asCode(at('[x]')).text).toBe('`x`');
  expect(asCode(at('[x\ny]')).text).toBe('\n```\nx\ny\n```\n');
});
it('a link asks for what is missing', () => {
  expect(asLink({ text: 'see docs', from: 4, to: 8 })).toEqual({
    text: 'see [docs](https://)',
    from: 11,
    to: 19,
  });
  expect(asLink({ text: '', from: 0, to: 0 })).toEqual({ text: '[](https://)', from: 1, to: 1 });
});
it('a quotation stands after what is written', () => {
  expect(withQuote('', '> x')).toBe('> x\n\n');
  expect(withQuote('So:\n', '> x')).toBe('So:\n\n> x\n\n');
});
