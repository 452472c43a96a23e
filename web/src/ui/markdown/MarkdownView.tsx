import type { Token, Tokens } from 'marked';
import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import { lex, plain, safeHref } from './lex';

/** Quotes in quotes and lists in lists: deeper ones are shown as they were written. */
const DEPTH_MOST = 12;

type Draw = (token: Token, depth: number) => ReactNode;

function all(tokens: readonly Token[] | undefined, depth: number): ReactNode {
  if (depth > DEPTH_MOST) return tokens?.map((token) => token.raw).join('');
  return tokens?.map((token, i) => <Fragment key={i}>{draw(token, depth + 1)}</Fragment>);
}
const inner = (token: Token, depth: number) => all((token as Tokens.Generic).tokens, depth);
const wrap =
  (tag: string, className?: string): Draw =>
  (token, depth) =>
    createElement(tag, { className, dir: 'auto' }, inner(token, depth));

function link(token: Token, depth: number): ReactNode {
  const { href, text } = token as Tokens.Link;
  const to = safeHref(href);
  const words = token.type === 'image' ? text || href : inner(token, depth);
  if (to === undefined) return token.raw;
  const isOurs = to[0] === '/' || to[0] === '#';
  return (
    <a href={to} className="prose-link" {...(isOurs ? {} : { target: '_blank', rel: 'noreferrer noopener' })}>
      {words}
    </a>
  );
}

function list(token: Token, depth: number): ReactNode {
  const { ordered, start, items } = token as Tokens.List;
  const rows = items.map((item, i) => (
    <li key={i} className={item.task ? 'flex list-none items-baseline gap-2' : undefined} dir="auto">
      {item.task && <input type="checkbox" checked={item.checked ?? false} disabled aria-label="done" />}
      <div className="min-w-0">{all(item.tokens, depth)}</div>
    </li>
  ));
  if (!ordered) return <ul className="my-1 list-disc pl-5">{rows}</ul>;
  return (
    <ol start={start === '' ? 1 : start} className="my-1 list-decimal pl-6">
      {rows}
    </ol>
  );
}

function table(token: Token, depth: number): ReactNode {
  const { header, rows } = token as Tokens.Table;
  const cells = (row: Tokens.TableCell[], tag: 'th' | 'td') =>
    row.map((cell, i) =>
      createElement(
        tag,
        { key: i, className: 'border border-line px-2 py-1 text-left', dir: 'auto' },
        all(cell.tokens, depth),
      ),
    );
  return (
    <div className="my-1 overflow-x-auto" role="group" aria-label="Table" tabIndex={0}>
      <table className="border-collapse text-meta">
        <thead>
          <tr>{cells(header, 'th')}</tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A box that scrolls is reached by keys. */
const code: Draw = (token) => (
  <pre tabIndex={0} className="my-1 overflow-x-auto rounded-ctl bg-code-bg px-3 py-2 text-meta">
    <code>{(token as Tokens.Code).text}</code>
  </pre>
);

const drawn: Readonly<Record<string, Draw>> = {
  space: () => null,
  // The box of a task is drawn by its list.
  checkbox: () => null,
  br: () => <br />,
  hr: () => <hr className="my-2 border-t border-line" />,
  // A comment has no headings of its own on the page: they are strong lines.
  heading: wrap('p', 'mt-2 font-semibold first:mt-0'),
  paragraph: wrap('p', 'my-1 first:mt-0 last:mb-0'),
  strong: wrap('strong', 'font-semibold'),
  em: wrap('em'),
  del: wrap('del'),
  blockquote: wrap('blockquote', 'my-1 border-l-2 border-ctl pl-3 text-text2'),
  code,
  codespan: (token) => (
    <code className="rounded-chip bg-s2 px-1 text-meta">{plain((token as Tokens.Codespan).text)}</code>
  ),
  mention: (token) => (
    <span className="rounded-chip bg-s3 px-1 font-medium" dir="auto">
      {(token as Tokens.Generic).text as string}
    </span>
  ),
  text: (token, depth) =>
    'tokens' in token && token.tokens ? inner(token, depth) : plain((token as Tokens.Text).text),
  escape: (token) => plain((token as Tokens.Escape).text),
  link,
  image: link,
  list,
  table,
};

/** What has no drawing of its own (HTML, definitions) is shown as it was written. */
function draw(token: Token, depth: number): ReactNode {
  return drawn[token.type]?.(token, depth) ?? (token.type in drawn ? null : token.raw);
}

export default function MarkdownView({ text }: { text: string }) {
  const tokens = useMemo(() => lex(text), [text]);
  return tokens ? all(tokens, 0) : <p className="whitespace-pre-wrap">{text}</p>;
}
