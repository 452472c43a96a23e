import { afterEach, expect, it } from 'vitest';
import { quoteOf, quoteOfPage } from './quote';

afterEach(() => {
  window.getSelection()?.removeAllRanges();
  document.body.innerHTML = '';
});
const page = () => {
  document.body.innerHTML =
    '<main><section id="stack" aria-label="Stack"><ul><li id="frame-3" data-quote="total (cart.ts:8)">' +
    '<button>total</button><pre>sum += l.price;</pre></li></ul></section><p>other</p></main>';
};

it('a frame that has the focus is quoted by its function and place', () => {
  page();
  document.querySelector('button')!.focus();
  expect(quoteOfPage('/e/1')).toBe('> ```\n> total (cart.ts:8)\n> ```\n> [Stack, frame 3](/e/1#frame-3)');
});
it('what is selected goes before what has the focus', () => {
  page();
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('pre')!);
  window.getSelection()!.addRange(range);
  expect(quoteOfPage('/e/1')).toContain('> sum += l.price;');
  expect(quoteOfPage('/e/1')).toContain('(/e/1#frame-3)');
});
it('without either the comment begins empty', () => {
  page();
  expect(quoteOfPage('/e/1')).toBeUndefined();
});
it('no sign of the text ends the quotation', () =>
  expect(quoteOf('a\n````\n[b](javascript:x)', { words: 'x]y', href: '/e' })).toBe(
    '> `````\n> a\n> ````\n> [b](javascript:x)\n> `````\n> [xy](/e)',
  ));
