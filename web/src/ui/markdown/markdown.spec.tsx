import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { lex } from './lex';
import MarkdownView from './MarkdownView';

const html = (text: string) => render(<MarkdownView text={text} />).container;
const id = '01934567-89ab-7cde-8f01-000000000001';

describe('what people write', () => {
  it.each([
    ['**a** and _b_', 'strong', 'a'],
    ['`x < y`', 'code', 'x < y'],
    ['```\na &lt; b\n```', 'pre code', 'a &lt; b'],
    ['> said', 'blockquote', 'said'],
    ['- one\n- two', 'ul li:last-child', 'two'],
    ['3. three', 'ol[start="3"] li', 'three'],
    ['| a |\n| - |\n| b |', 'tbody td', 'b'],
    ['# Title', 'p.font-semibold', 'Title'],
    ['1 < 2 &amp; 3', 'p', '1 < 2 & 3'],
    ['[x] https://example.com/a.', 'a[href="https://example.com/a"]', 'https://example.com/a'],
    ['[here](/projects/web/issues/WEB-1)', 'a:not([target])', 'here'],
    [`Hi @[Ana Li](user:${id})!`, 'span', '@Ana Li'],
    ['ask @ana.li now', 'span', '@ana.li'],
  ])('%s', (text, selector, content) =>
    expect(html(text).querySelector(selector)?.textContent).toBe(content),
  );
  it('a mail address is no mention', () =>
    expect(html('write ana@example.com').querySelector('span')).toBeNull());
  it('a done and an open task', () => {
    const page = html('- [x] a\n- [ ] b');
    const boxes = [...page.querySelectorAll<HTMLInputElement>('input')];
    expect(boxes.map((box) => box.checked)).toEqual([true, false]);
    expect(page.textContent).toBe('ab');
  });
});

describe('hostile texts', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x()">b</b>',
    '[click](javascript:alert(1))',
    '[click](JaVaScRiPt&#58;alert(1))',
    '[click](data:text/html;base64,PHNjcmlwdD4=)',
    '[click](vbscript:x)',
    '![image](javascript:alert(1))',
    '[click](//evil.example/x)',
    '[click](/\\evil.example)',
    '[click](</\t/evil.example>)',
    '<javascript:alert(1)>',
    `@[x](user:${id} onclick=1)`,
    '[r]: javascript:alert(1)\n\n[r]',
  ])('%s makes neither markup nor a link', (text) => {
    const page = html(text);
    expect(page.querySelector('script, img, b, iframe, [onclick], [onerror]')).toBeNull();
    expect([...page.querySelectorAll('a')].map((a) => a.getAttribute('href'))).toEqual([]);
  });
  it('an image is a link: nothing is fetched from elsewhere', () => {
    const page = html('![cat](https://evil.example/cat.png)');
    expect(page.querySelector('img')).toBeNull();
    expect(page.querySelector('a')?.textContent).toBe('cat');
  });
  it.each(['**a ', '[', '~~a ', '![a](', '> ', '1. ', '1) ', '`a', '!', 'a@', 'a\n'])(
    '4,000 of "%s" are text: nothing is held up',
    (sign) => {
      const text = sign.repeat(4000).trim();
      expect(lex(text)).toBeUndefined();
      expect(html(text).textContent).toBe(text);
    },
  );
  it.each(['a.'.repeat(4000), `\`\`\` \`\n${'**a '.repeat(3000)}\n\`\`\``])(
    'a word without end, and what only looks like a fence, are text',
    (text) => expect(lex(text)).toBeUndefined(),
  );
  it('a long stack in a fence is code, whatever signs it has', () => {
    const code = 'at a[0].b_c (x<y>.js:1)\n'.repeat(300).trim();
    expect(html(`Look:\n\n\`\`\`\n${code}\n\`\`\``).querySelector('pre')?.textContent).toBe(code);
    expect(html(`\`\`\`\n${code}`).querySelector('pre')?.textContent).toBe(code);
  });
  it('ten thousand quotes in each other, or a text without end, are shown as text', () => {
    expect(html('> '.repeat(10_000)).textContent?.length).toBeGreaterThan(0);
    const long = 'x'.repeat(100_000);
    expect(html(long).textContent).toBe(long);
  });
});
