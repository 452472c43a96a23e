import { useState } from 'react';
import { bytes } from '@/lib/number';
import { Chip } from '@/ui/Chip';
import { cx } from '@/ui/cx';
import { FILTERED, isObject, type Json } from './json';
import { entriesOf } from './tree';

/** Longer texts are cut until asked for. */
const SHOWN_MOST = 2000;
const PREVIEW_MOST = 90;
const MEMBERS_FIRST = 50;

/** Text in which the scrubber's mark is a chip. */
export function Scrubbed({ text }: { text: string }) {
  if (!text.includes(FILTERED)) return text;
  return text.split(FILTERED).map((part, i) => (
    <span key={i}>
      {i > 0 && (
        <Chip tone="quiet" title="Taken out before it was stored" className="align-middle font-sans">
          Filtered
        </Chip>
      )}
      {part}
    </span>
  ));
}

export function LongText({ text, className }: { text: string; className?: string }) {
  const [whole, setWhole] = useState(false);
  const isCut = !whole && text.length > SHOWN_MOST;
  return (
    <span className={cx('whitespace-pre-wrap wrap-anywhere', className)}>
      <Scrubbed text={isCut ? text.slice(0, SHOWN_MOST) : text} />
      {isCut && (
        <button
          type="button"
          className="prose-link ml-1 min-h-6 font-sans text-meta"
          onClick={() => setWhole(true)}
        >
          show all {bytes(text.length)}
        </button>
      )}
    </span>
  );
}

export function plainText(value: Json): string {
  if (value === undefined) return 'undefined';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** One line of what an object holds: {sku: "A-1", qty: 2}. */
export function preview(value: Json, most = PREVIEW_MOST): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, most));
  if (!isObject(value) && !Array.isArray(value)) return plainText(value);
  const isList = Array.isArray(value);
  let line = '';
  for (const [key, one] of entriesOf(value)) {
    const nested = typeof one === 'object' && one !== null;
    const shown = nested ? (Array.isArray(one) ? `[${one.length}]` : '{…}') : preview(one, most);
    line += `${line && ', '}${isList ? '' : `${key}: `}${shown}`;
    if (line.length > most) {
      line = `${line.slice(0, most)}…`;
      break;
    }
  }
  return isList ? `[${line}]` : `{${line}}`;
}

export function toneOf(value: Json): string {
  if (typeof value === 'string') return 'text-code-string';
  if (typeof value === 'number') return 'text-code-number';
  return value === null || typeof value === 'boolean' ? 'text-code-keyword' : 'text-text';
}

/** Any value: plain ones as they are, objects by a line that opens. */
export function Value({ value, quoted }: { value: Json; quoted?: boolean }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(MEMBERS_FIRST);
  if (typeof value === 'string') {
    const isText = quoted && value !== FILTERED;
    return <LongText text={isText ? JSON.stringify(value) : value} className={isText ? toneOf(value) : ''} />;
  }
  if (typeof value !== 'object' || value === null) {
    return <span className={toneOf(value)}>{plainText(value)}</span>;
  }
  const entries = entriesOf(value);
  if (entries.length === 0) return <span className="text-text3">{preview(value)}</span>;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="min-h-6 max-w-full truncate text-left align-top text-text2 hover:text-text"
      >
        <span aria-hidden="true" className="mr-1 text-text3">
          {open ? '▾' : '▸'}
        </span>
        {open ? `${entries.length} ${Array.isArray(value) ? 'items' : 'keys'}` : preview(value)}
      </button>
      {open && (
        <ul className="border-l border-line pl-3">
          {entries.slice(0, shown).map(([key, one]) => (
            <li key={key}>
              <span className="text-text3">{key}: </span>
              <Value value={one} quoted={quoted} />
            </li>
          ))}
          {entries.length > shown && (
            <li>
              <button
                type="button"
                className="prose-link min-h-6 font-sans text-meta"
                onClick={() => setShown(shown + MEMBERS_FIRST * 10)}
              >
                show more of {entries.length}
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}
