import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { ApiError } from '@/api/errors';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { complete, useSuggestions } from './querySuggestions';

const TYPING_MS = 250;

interface QueryFieldProps {
  /** Slug; undefined = all projects. */
  project?: string;
  q: string;
  /** The server's words about a query it does not understand. */
  refused?: ApiError;
  onChange: (q: string) => void;
}

/** "lvl: there is no such key, and no such tag. Did you mean level?" Places are bytes. */
export function refusal({ message, body }: ApiError, q: string): string {
  const { at, len, suggest } = body as { at?: number; len?: number; suggest?: string | null };
  const bytes = new TextEncoder().encode(q.trim()).slice(at ?? 0, (at ?? 0) + (len ?? 0));
  const where = bytes.length > 0 ? `${new TextDecoder().decode(bytes)}: ` : '';
  return `${where}${message}.${suggest ? ` Did you mean ${suggest}?` : ''}`;
}

/** The query line with completion. Typing waits a moment before it becomes the address and a request. */
export function QueryField({ project, q, refused, onChange }: QueryFieldProps) {
  const [typed, setTyped] = useState(q);
  const [known, setKnown] = useState(q);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  if (known !== q) {
    setKnown(q);
    if (typed.trim() !== q.trim()) setTyped(q);
  }
  useEffect(() => {
    if (typed.trim() === q.trim()) return;
    const timer = window.setTimeout(() => onChange(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, q, onChange]);
  const found = useSuggestions(project, typed, caret, open);
  const items = open ? (found.data?.items ?? []) : [];
  const take = (choice: string) => {
    const next = complete(typed, found.data?.at ?? 0, found.data?.len ?? 0, choice);
    setTyped(next.text);
    setCaret(next.caret);
    setChosen(-1);
    setOpen(choice.endsWith(':'));
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
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
      take(items[chosen].text);
    else if (key === 'Enter') {
      setOpen(false);
      onChange(typed.trim());
    } else if (key === 'Escape' && items.length > 0) setOpen(false);
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative min-w-[140px] flex-1 max-sm:basis-full sm:max-w-[560px]">
      <input
        ref={input}
        id="issue-search"
        type="search"
        role="combobox"
        aria-label="Search issues"
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-activedescendant={items[chosen] ? `${list}-${chosen}` : undefined}
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused && 'issue-search-refused'}
        autoComplete="off"
        spellCheck={false}
        placeholder="Search: words, release:2.4.1, !env:dev, events:>100"
        className={`${inputStyle} w-full`}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setChosen(-1);
          setOpen(true);
        }}
        onClick={(event) => {
          setCaret(event.currentTarget.selectionStart ?? 0);
          setOpen(true);
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div
        id={list}
        role="listbox"
        aria-label="Completions"
        hidden={items.length === 0}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-[320px] overflow-auto rounded-panel border border-line bg-s1 p-1 shadow-layer"
      >
        {items.map((item, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps focus and keys
          <div
            key={`${item.text} ${item.detail}`}
            id={`${list}-${i}`}
            role="option"
            aria-selected={i === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(item.text)}
            className={cx(
              'flex min-h-7 cursor-pointer items-center gap-3 rounded-chip px-2 text-body hover:bg-s3 pointer-coarse:min-h-11',
              i === chosen && 'bg-s3',
            )}
          >
            <span className="min-w-0 truncate font-mono text-meta">{item.text}</span>
            {item.detail && <span className="ml-auto shrink-0 text-meta text-text3">{item.detail}</span>}
          </div>
        ))}
      </div>
      {refused && (
        <p id="issue-search-refused" role="alert" className="mt-1 text-meta text-error">
          {refusal(refused, q)}
        </p>
      )}
    </div>
  );
}
