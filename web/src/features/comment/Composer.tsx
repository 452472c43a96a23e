import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { Markdown } from '@/ui/Markdown';
import { Note } from '@/ui/Note';
import { keepDraft, readDraft } from './draft';
import { FormatBar, formats } from './FormatBar';
import { type Selected, withQuote } from './format';
import { PeopleList } from './PeopleList';
import { mentionOf, type Person, useMention } from './useMention';

interface ComposerProps {
  id?: string;
  label: string;
  verb: string;
  /** Where an unsent text is kept in this browser; '' = nowhere. */
  draft: string;
  initial?: string;
  /** A quotation to go on with; a new object is a new one. */
  quote?: { text: string } | undefined;
  /** Not opened just now but found as it was left: it leaves the focus where it is. */
  resumed?: boolean;
  onSend: (body: string) => Promise<unknown>;
  onCancel?: () => void;
}

/**
 * Markdown with its signs to be seen, buttons for those who do not know them, and a look at the result;
 * `@` names people. What was typed survives a reload, a sign-in in between and a refused request.
 * One that can be left (`onCancel`) takes the focus and gives it back to what opened it.
 */
export function Composer(props: ComposerProps) {
  const { id, label, verb, draft, initial = '', quote, resumed, onSend, onCancel } = props;
  const [text, setText] = useState(() => readDraft(draft) || initial);
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [shows, setShows] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  const selection = useRef<[number, number]>(undefined);
  const list = useId();
  const [opener] = useState(() => document.activeElement);
  const passing = onCancel !== undefined;
  const { needle, found } = useMention(text.slice(0, caret));
  useEffect(() => {
    if (passing && !resumed) area.current?.focus();
  }, [passing, resumed]);
  const leave = () => {
    onCancel?.();
    if (opener instanceof HTMLElement && passing) opener.focus();
  };
  const write = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setChosen(0);
    keepDraft(draft, next);
  };
  const select = ({ text: next, from, to }: Selected) => {
    write(next, to);
    area.current?.focus();
    selection.current = [from, to];
  };
  // With the text itself: what is typed next goes where it belongs.
  useLayoutEffect(() => {
    if (selection.current) area.current?.setSelectionRange(...selection.current);
    selection.current = undefined;
  });
  const writes = useRef(select);
  writes.current = select;
  const last = useRef(text);
  last.current = text;
  useEffect(() => {
    if (!quote) return;
    setShows(false);
    const next = withQuote(last.current, quote.text);
    requestAnimationFrame(() => writes.current({ text: next, from: next.length, to: next.length }));
  }, [quote]);
  const format = (change: (selected: Selected) => Selected) => {
    const field = area.current;
    if (field) select(change({ text, from: field.selectionStart, to: field.selectionEnd }));
  };
  const mention = (person: Person) => {
    const marked = text.slice(0, caret - needle.length - 1) + mentionOf(person);
    select({ text: marked + text.slice(caret), from: marked.length, to: marked.length });
  };
  const send = async () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    setRefused(undefined);
    try {
      await onSend(text.trim());
      write('', 0);
      setShows(false);
      leave();
    } catch (error) {
      setRefused(`${errorText(error)} Your text is kept.`);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const isImage = [...event.clipboardData.items].some((item) => item.type.startsWith('image/'));
    if (isImage && event.clipboardData.getData('text') === '') {
      setRefused('Comments keep text only. A link to the image can stand here.');
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const withMod = event.metaKey || event.ctrlKey;
    const change = withMod ? formats.find(({ key }) => key === event.key)?.change : undefined;
    if (event.key === 'Enter' && withMod) void send();
    else if (change) format(change);
    else if (found.length > 0 && step !== 0) setChosen((chosen + step + found.length) % found.length);
    else if (found.length > 0 && (event.key === 'Enter' || event.key === 'Tab')) mention(found[chosen]!);
    else if (found.length > 0 && event.key === 'Escape') setCaret(0);
    else if (event.key === 'Escape' && passing) leave();
    else return;
    event.preventDefault();
  };
  return (
    <form onSubmit={submit} className="relative grid grid-cols-1 gap-2" data-print="hide">
      <div className="rounded-ctl border border-ctl bg-s1 focus-within:border-text3">
        <div className="flex items-center border-b border-line pr-1 pl-1">
          <FormatBar off={shows} onFormat={format} />
          <Button
            size="dense"
            tone="ghost"
            className="ml-auto"
            aria-pressed={shows}
            disabled={text.trim() === ''}
            onClick={() => setShows(!shows)}
          >
            {shows ? 'Write' : 'Preview'}
          </Button>
        </div>
        {shows ? (
          <div className="min-h-[78px] px-3 py-2">
            <Markdown text={text} />
          </div>
        ) : (
          <textarea
            ref={area}
            id={id}
            aria-label={label}
            aria-controls={found.length > 0 ? list : undefined}
            aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
            placeholder="Write a comment. @ names somebody."
            rows={3}
            value={text}
            readOnly={busy}
            onChange={(event) => write(event.target.value, event.target.selectionStart)}
            onClick={(event) => setCaret(event.currentTarget.selectionStart)}
            onBlur={() => setCaret(0)}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            className="block w-full resize-y rounded-b-ctl bg-s1 px-3 py-2 text-body placeholder:text-text3 pointer-coarse:text-[16px]"
          />
        )}
      </div>
      {found.length > 0 && <PeopleList id={list} people={found} chosen={chosen} onPick={mention} />}
      {refused !== undefined && (
        <Note tone="error" alert>
          {refused}
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
