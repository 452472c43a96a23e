import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { ApiError } from '@/api/errors';
import { Completions } from './Completions';
import { FilterChip } from './FilterChip';
import { complete, useSuggestions } from './querySuggestions';
import { chipsOf, compose, mended, normal, type Refused, refusedToken, wordsOf } from './queryTokens';

const TYPING_MS = 250;

interface QueryFieldProps {
  /** Slug; undefined = all projects. */
  project?: string;
  q: string;
  /** The server's words about a query it does not understand. */
  refused?: ApiError;
  onChange: (q: string) => void;
}

/** "lvl: there is no such key, and no such tag." Places are bytes. */
export function refusal({ message, body }: ApiError, q: string): string {
  const { at = 0, len = 0 } = body as Partial<Refused>;
  const bytes = new TextEncoder().encode(q).slice(at, at + len);
  const where = bytes.length > 0 ? `${new TextDecoder().decode(bytes)}: ` : '';
  return `${where}${message}.`;
}

/** What is sent of what is typed: a key that waits for its value is not a query yet. */
export function sendable(chips: readonly string[], typed: string): string {
  const texts = chips.map((text) => ({ text }));
  return compose(texts, normal(typed.replace(/(^|\s)!?[\w.-]+:$/, ' ')));
}

interface Draft {
  chips: string[];
  typed: string;
}

function draftOf(q: string): Draft {
  return { chips: chipsOf(q).map((chip) => chip.text), typed: wordsOf(q) };
}

/** Tokens as chips, words as text, completion by the server. Typing waits a moment before it
 * becomes the address and a request. */
export function QueryField({ project, q, refused, onChange }: QueryFieldProps) {
  const [draft, setDraft] = useState(() => draftOf(q));
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [known, setKnown] = useState(q);
  /** What this field asked for itself leaves the text as it is being typed. */
  const asked = useRef(q);
  if (known !== q) {
    setKnown(q);
    if (normal(q) !== asked.current) setDraft(draftOf(q));
  }
  const { chips, typed } = draft;
  const put = (next: Partial<Draft>) => setDraft({ ...draft, ...next });
  const ask = useCallback(
    (sent: string) => {
      asked.current = sent;
      if (sent !== normal(q)) onChange(sent);
    },
    [q, onChange],
  );
  const send = (next: Draft) => {
    setDraft(next);
    ask(sendable(next.chips, next.typed));
  };
  useEffect(() => {
    const sent = sendable(chips, typed);
    if (sent === normal(q)) return;
    const timer = window.setTimeout(() => ask(sent), TYPING_MS);
    return () => clearTimeout(timer);
  }, [chips, typed, q, ask]);
  /** Whole tokens of the text become chips. */
  const settle = (text: string) =>
    send({ chips: [...chips, ...chipsOf(text).map((one) => one.text)], typed: wordsOf(text) });
  const found = useSuggestions(project, typed, caret, open);
  const items = open ? (found.data?.items ?? []) : [];
  const focus = (at: number) => {
    setCaret(at);
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  };
  const take = (choice: string) => {
    const next = complete(typed, found.data?.at ?? 0, found.data?.len ?? 0, choice);
    setChosen(-1);
    setOpen(choice.endsWith(':'));
    if (choice.endsWith(':')) put({ typed: next.text });
    else settle(next.text);
    focus(choice.endsWith(':') ? next.caret : wordsOf(next.text).length);
  };
  const edit = (at: number) => {
    const text = [...(typed === '' ? [] : [typed]), chips[at]!].join(' ');
    put({ chips: chips.filter((_, i) => i !== at), typed: text });
    setOpen(true);
    focus(text.length);
  };
  const step = (by: number) => {
    setOpen(true);
    const n = items.length + 1; // one more place: none, the text as typed
    setChosen(((chosen + 1 + by + n) % n) - 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown') step(1);
    else if (key === 'ArrowUp') step(-1);
    else if ((key === 'Enter' || (key === 'Tab' && !event.shiftKey)) && items[chosen])
      take(items[chosen].text!);
    else if (key === 'Enter') {
      setOpen(false);
      settle(typed);
    } else if (key === 'Backspace' && typed === '' && chips.length > 0) edit(chips.length - 1);
    else if (key === 'Escape' && items.length > 0) setOpen(false);
    else return;
    event.preventDefault();
  };
  const shownRefusal = refused && items.length === 0 ? refused : undefined;
  const where = refused?.body as unknown as Refused | undefined;
  const bad = refused && where ? refusedToken(q, where)?.text : undefined;
  return (
    <div className="relative min-w-[140px] flex-1 max-sm:basis-full">
      <div className="flex min-h-8 flex-wrap items-center gap-1 rounded-ctl border border-ctl bg-s1 px-1.5 py-[3px] transition-colors duration-80 hover:border-text3 has-[input:focus]:outline-2 has-[input:focus]:outline-focus has-[input:focus]:outline-offset-2 pointer-coarse:min-h-11">
        {chips.map((text, i) => (
          <FilterChip
            key={`${i} ${text}`}
            text={text}
            bad={text === bad}
            onEdit={() => edit(i)}
            onRemove={() => {
              send({ chips: chips.filter((_, at) => at !== i), typed });
              input.current?.focus();
            }}
          />
        ))}
        <input
          ref={input}
          id="issue-search"
          type="text"
          role="combobox"
          aria-label="Search issues"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={list}
          aria-activedescendant={items[chosen] ? `${list}-${chosen}` : undefined}
          aria-invalid={shownRefusal ? true : undefined}
          aria-describedby={shownRefusal && 'issue-search-refused'}
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="search"
          spellCheck={false}
          placeholder={
            chips.length > 0 ? 'Add words or a filter' : 'Search: words, release:2.4.1, events:>100'
          }
          className="h-6 min-w-[120px] flex-1 bg-transparent px-1 text-body outline-none placeholder:text-text3 pointer-coarse:text-[16px]"
          value={typed}
          onChange={(event) => {
            const text = event.target.value;
            setCaret(event.target.selectionStart ?? text.length);
            setChosen(-1);
            setOpen(true);
            // A blank after a whole token makes it a chip.
            if (/\s$/.test(text) && chipsOf(text).some((one) => one.value !== '')) settle(text);
            else put({ typed: text });
          }}
          onClick={(event) => {
            setCaret(event.currentTarget.selectionStart ?? 0);
            setOpen(true);
          }}
          onBlur={() => {
            setOpen(false);
            if (chipsOf(typed).length > 0) settle(typed);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Completions id={list} items={items} chosen={chosen} onTake={take} />
      {shownRefusal && (
        <p id="issue-search-refused" role="alert" className="mt-1 text-meta text-error">
          {refusal(shownRefusal, q)}
          {where?.suggest && (
            <>
              {' '}
              Did you mean{' '}
              <button
                type="button"
                className="font-medium underline underline-offset-2"
                onClick={() => onChange(mended(q, where))}
              >
                {where.suggest}
              </button>
              ?
            </>
          )}
        </p>
      )}
    </div>
  );
}
