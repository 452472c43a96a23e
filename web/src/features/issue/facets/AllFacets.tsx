import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { $api } from '@/api/client';
import { count } from '@/lib/number';
import { inputStyle } from '@/ui/Field';
import { FacetBar } from './FacetBar';
import { type Facet, type FacetRow, facetRows } from './facets';

const ROW = 28;

interface AllFacetsProps {
  project: string;
  issue: string;
  keys: readonly Facet[];
  onPick: (key: string, value: string) => void;
}

function Row({
  row,
  onPick,
  onMore,
}: {
  row: FacetRow;
  onPick: AllFacetsProps['onPick'];
  onMore: () => void;
}) {
  if (row.kind === 'key') {
    return (
      <h3 className="flex h-7 items-end gap-2 px-1.5 text-text2">
        <span className="truncate font-medium">{row.key}</span>
        <span className="text-text3">{count(row.total, 'event')}</span>
      </h3>
    );
  }
  if (row.kind === 'other') {
    return (
      <button type="button" className="prose-link h-7 px-1.5" onClick={onMore}>
        {count(row.count, 'event')} of other values
      </button>
    );
  }
  return (
    <FacetBar
      name={row.value}
      share={row.share}
      count={row.count}
      lift={row.lift}
      onPick={() => onPick(row.key, row.value)}
    />
  );
}

/** Every key and value, found by words; only the rows in view are drawn. */
export default function AllFacets({ project, issue, keys, onPick }: AllFacetsProps) {
  const [words, setWords] = useState('');
  const [whole, setWhole] = useState<readonly string[]>([]);
  const wanted = useDeferredValue(words);
  const box = useRef<HTMLDivElement>(null);
  const full = useQueries({
    queries: whole.map((key) =>
      $api.queryOptions('get', '/projects/{project}/issues/{issue}/facets/{key}', {
        params: { path: { project, issue, key } },
      }),
    ),
    combine: (all) => all.flatMap((one) => one.data?.keys ?? []),
  });
  const rows = useMemo(
    () =>
      facetRows(
        keys.map((facet) => full.find((one) => one.key === facet.key) ?? facet),
        wanted,
      ),
    [keys, full, wanted],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  return (
    <div className="grid grid-cols-1 gap-2">
      <input
        type="search"
        aria-label="Search tags"
        placeholder="Search keys and values"
        className={inputStyle}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <div
        ref={box}
        role="region"
        aria-label="Tags"
        tabIndex={0}
        className="h-[min(480px,56vh)] overflow-auto text-meta"
      >
        {rows.length === 0 && <p className="px-1.5 py-4 text-text3">No tag fits.</p>}
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]!;
            return (
              <div
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ height: ROW, transform: `translateY(${item.start}px)` }}
              >
                <Row row={row} onPick={onPick} onMore={() => setWhole([...whole, row.key])} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
