import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { $api } from '@/api/client';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { Note } from '@/ui/Note';

const PEOPLE_MOST = 6;
const NAME = /(?:^|\s)@([^\s@]*)$/;

interface ComposerProps {
  id?: string;
  label: string;
  verb: string;
  /** Where an unsent text is kept in this browser; '' = nowhere. */
  draft: string;
  initial?: string;
  onSend: (body: string) => Promise<unknown>;
  onCancel?: () => void;
}

function readDraft(key: string): string {
  try {
    return key === '' ? '' : (localStorage.getItem(key) ?? '');
  } catch {
    return '';
  }
}

function keepDraft(key: string, text: string): void {
  if (key === '') return;
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // A browser without storage keeps no drafts; the text is still in the field.
  }
}

/**
 * Plain text; `@` names people. What was typed survives a reload and a refused request.
 * One that can be left (`onCancel`) takes the focus and gives it back to what opened it.
 */
export function Composer({ id, label, verb, draft, initial = '', onSend, onCancel }: ComposerProps) {
  const [text, setText] = useState(() => readDraft(draft) || initial);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [opener] = useState(() => document.activeElement);
  const passing = onCancel !== undefined;
  useEffect(() => {
    if (passing) area.current?.focus();
  }, [passing]);
  const leave = () => {
    onCancel?.();
    if (opener instanceof HTMLElement && passing) opener.focus();
  };
  const asked = NAME.exec(text.slice(0, caret))?.[1];
  const people = useQuery({
    ...$api.queryOptions('get', '/users'),
    enabled: asked !== undefined,
    staleTime: 60_000,
  });
  const needle = asked?.toLowerCase() ?? '';
  const found =
    asked === undefined
      ? []
      : (people.data ?? [])
          .filter((one) => one.status === 'active')
          .filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(needle))
          .slice(0, PEOPLE_MOST);
  const write = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setChosen(0);
    keepDraft(draft, next);
  };
  const mention = (person: { id: string; name: string; email: string }) => {
    const before = text.slice(0, caret - needle.length - 1);
    const name = (person.name || person.email).replace(/[[\]]/g, '');
    const marked = `${before}@[${name}](user:${person.id}) `;
    write(marked + text.slice(caret), marked.length);
    area.current?.focus();
    requestAnimationFrame(() => area.current?.setSelectionRange(marked.length, marked.length));
  };
  const send = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await onSend(text.trim());
      write('', 0);
      leave();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void send();
    else if (found.length > 0 && step !== 0) setChosen((chosen + step + found.length) % found.length);
    else if (found.length > 0 && (event.key === 'Enter' || event.key === 'Tab')) mention(found[chosen]!);
    else if (found.length > 0 && event.key === 'Escape') setCaret(0);
    else if (event.key === 'Escape' && passing) leave();
    else return;
    event.preventDefault();
  };
  return (
    <form onSubmit={submit} className="relative grid gap-2">
      <textarea
        ref={area}
        id={id}
        aria-label={label}
        aria-controls={found.length > 0 ? list : undefined}
        aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
        placeholder="Write a comment. @ names somebody."
        rows={3}
        value={text}
        onChange={(event) => write(event.target.value, event.target.selectionStart)}
        onClick={(event) => setCaret(event.currentTarget.selectionStart)}
        onBlur={() => setCaret(0)}
        onKeyDown={onKeyDown}
        className="w-full resize-y rounded-ctl border border-ctl bg-s1 px-3 py-2 text-body placeholder:text-text3"
      />
      {found.length > 0 && (
        <div
          id={list}
          role="listbox"
          aria-label="People"
          className="absolute top-full left-0 z-30 w-[280px] max-w-full rounded-panel border border-line bg-s1 p-1 shadow-layer"
        >
          {found.map((person, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the text keeps focus and keys
            <div
              key={person.id}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => mention(person)}
              className={cx(
                'flex min-h-7 cursor-pointer items-center gap-2 rounded-chip px-2 text-body hover:bg-s3 pointer-coarse:min-h-11',
                i === chosen && 'bg-s3',
              )}
            >
              <span className="min-w-0 truncate">{person.name || person.email}</span>
              {person.name && <span className="ml-auto truncate text-meta text-text3">{person.email}</span>}
            </div>
          ))}
        </div>
      )}
      {failure !== undefined && (
        <Note tone="error" alert>
          {errorText(failure)} Your text is kept.
        </Note>
      )}
      <div className="flex items-center gap-2">
        <Button type="submit" size="dense" tone="primary" busy={busy} disabled={text.trim() === ''}>
          {verb}
        </Button>
        {onCancel && (
          <Button size="dense" tone="ghost" onClick={leave}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}
