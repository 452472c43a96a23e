import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { bytes } from '@/lib/number';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import type { Json } from './json';
import { ancestors, dotted, findInTree, type TreeRow, treeRows } from './tree';
import { plainText, preview, Scrubbed, toneOf } from './Value';

const ROW = 24;
const INDENT = 14;
const TYPING_MS = 200;
const VALUE_MOST = 400;
const OPEN_FIRST = ['/exception', '/exception/values'];

interface RowProps {
  row: TreeRow;
  hit: boolean;
  onToggle: (path: string) => void;
}

function Row({ row, hit, onToggle }: RowProps) {
  const isBranch = row.size !== undefined && row.size > 0;
  const text = isBranch && !row.open ? preview(row.value) : row.open ? `${row.size}` : plainText(row.value);
  const name = (
    <>
      <span aria-hidden="true" className="inline-block w-4 text-text3">
        {isBranch ? (row.open ? '▾' : '▸') : ''}
      </span>
      <span className={cx(hit ? 'bg-warning-tint text-warning' : 'text-text2')}>{row.name}</span>
      <span className="text-text3">: </span>
    </>
  );
  return (
    <div className="group/row flex h-6 items-center gap-1" style={{ paddingLeft: row.depth * INDENT }}>
      {isBranch ? (
        <button
          type="button"
          aria-expanded={row.open}
          className="h-6 shrink-0 outline-offset-[-2px]!"
          onClick={() => onToggle(row.path)}
        >
          {name}
        </button>
      ) : (
        <span className="shrink-0">{name}</span>
      )}
      <span className={cx('min-w-0 truncate', isBranch ? 'text-text3' : toneOf(row.value))}>
        <Scrubbed text={text.slice(0, VALUE_MOST)} />
      </span>
      <span className="ml-auto hidden shrink-0 group-focus-within/row:flex group-hover/row:flex">
        <CopyButton text={() => dotted(row.path)} what="path" size="dense" className="h-6! px-1!" />
        <CopyButton text={() => plainText(row.value)} what="value" size="dense" className="h-6! px-1!" />
      </span>
    </div>
  );
}

/** Search waits for the typing to stop, then opens what leads to the hits. */
function useFinds(data: Json, onFound: (paths: string[]) => void) {
  const [words, setWords] = useState('');
  const found = useRef(onFound);
  found.current = onFound;
  useEffect(() => {
    const timer = window.setTimeout(() => found.current(findInTree(data, words.trim())), TYPING_MS);
    return () => clearTimeout(timer);
  }, [data, words]);
  return [words, setWords] as const;
}

/** Any size: rows exist only where the tree is open, and only those in view are drawn. */
export default function RawTree({ data }: { data: Json }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(OPEN_FIRST));
  const [hits, setHits] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => treeRows(data, open), [data, open]);
  const size = useMemo(() => JSON.stringify(data).length, [data]);
  const marked = useMemo(() => new Set(hits), [hits]);
  const [words, setWords] = useFinds(data, (paths) => {
    setHits(paths);
    setAt(0);
    if (paths.length > 0) setOpen((now) => new Set([...now, ...paths.flatMap(ancestors)]));
  });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const goTo = (next: number) => {
    const index = (next + hits.length) % hits.length;
    setAt(index);
    const row = rows.findIndex((one) => one.path === hits[index]);
    if (row >= 0) virtual.scrollToIndex(row, { align: 'center' });
  };
  const toggle = (path: string) =>
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  return (
    <div className="rounded-ctl border border-line bg-code-bg">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-2 py-1.5">
        <input
          type="search"
          aria-label="Search the event"
          placeholder="Search names and values"
          className={`${inputStyle} h-7! w-56! text-meta!`}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && hits.length > 0) goTo(at + (event.shiftKey ? -1 : 1));
          }}
        />
        {words && (
          <span className="text-meta text-text3" aria-live="polite">
            {hits.length === 0 ? 'nothing found' : `${at + 1} of ${hits.length}`}
          </span>
        )}
        {hits.length > 0 && (
          <Button size="dense" tone="ghost" onClick={() => goTo(at + 1)}>
            Next
          </Button>
        )}
        <span className="ml-auto text-meta text-text3">{bytes(size)}</span>
      </div>
      <div
        ref={box}
        role="region"
        aria-label="Event as a tree"
        tabIndex={0}
        className="h-[480px] overflow-auto px-1 font-mono text-meta"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row row={rows[item.index]!} hit={marked.has(rows[item.index]!.path)} onToggle={toggle} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
