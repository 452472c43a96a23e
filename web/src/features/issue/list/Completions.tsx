import { cx } from '@/ui/cx';

interface CompletionsProps {
  id: string;
  items: readonly { text: string | null; detail: string | null }[];
  chosen: number;
  onTake: (text: string) => void;
}

/** What the server proposes; the field keeps focus and keys. */
export function Completions({ id, items, chosen, onTake }: CompletionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Completions"
      hidden={items.length === 0}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-[320px] overflow-auto rounded-panel border border-line bg-s1 p-1 shadow-layer sm:max-w-[480px]"
    >
      {items.map((item, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps focus and keys
        <div
          key={`${item.text} ${item.detail}`}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === chosen}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(item.text ?? '')}
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
  );
}
