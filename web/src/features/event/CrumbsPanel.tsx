import { useMemo, useState } from 'react';
import { Button } from '@/ui/Button';
import { inputStyle } from '@/ui/Field';
import { CrumbRow } from './CrumbRow';
import { type Crumb, filterCrumbs } from './crumbs';
import { Panel } from './Panel';

const SHOWN_FIRST = 12;

interface CrumbsPanelProps {
  crumbs: readonly Crumb[];
  /** What it all ended in. */
  crash: string;
}

/** The way to the crash, which stands last. */
export function CrumbsPanel({ crumbs, crash }: CrumbsPanelProps) {
  const [category, setCategory] = useState('');
  const [words, setWords] = useState('');
  const [all, setAll] = useState(false);
  const categories = useMemo(() => [...new Set(crumbs.map((crumb) => crumb.category))].sort(), [crumbs]);
  const found = useMemo(() => filterCrumbs(crumbs, category, words), [crumbs, category, words]);
  if (crumbs.length === 0) return null;
  const shown = all ? found : found.slice(-SHOWN_FIRST);
  const earlier = found.length - shown.length;
  return (
    <Panel
      id="breadcrumbs"
      title="Breadcrumbs"
      count={crumbs.length}
      action={
        crumbs.length > 3 && (
          <>
            {categories.length > 1 && (
              <select
                aria-label="Category"
                className={`${inputStyle} h-7! w-auto! text-meta!`}
                value={category}
                onChange={(event) => setCategory(event.target.value)}
              >
                <option value="">All categories</option>
                {categories.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            )}
            <input
              type="search"
              aria-label="Filter breadcrumbs"
              placeholder="Filter"
              className={`${inputStyle} h-7! w-32! text-meta!`}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </>
        )
      }
    >
      <div className="rounded-ctl border border-line bg-s1">
        {earlier > 0 && (
          <Button size="dense" tone="ghost" className="w-full rounded-b-none" onClick={() => setAll(true)}>
            Show {earlier} earlier
          </Button>
        )}
        <ol>
          {shown.map((crumb, i) => (
            <CrumbRow key={earlier + i} crumb={crumb} />
          ))}
          {found.length === 0 && (
            <li className="px-3 py-2 text-meta text-text3">None of them fits the filter.</li>
          )}
          <li className="flex items-center gap-2 border-t border-line bg-code-crash px-3 py-1.5 text-meta shadow-[inset_3px_0_0_var(--error)] first:border-0">
            <span className="w-[68px] shrink-0 text-right text-text2">0 s</span>
            <span className="min-w-0 truncate font-medium">{crash}</span>
          </li>
        </ol>
      </div>
    </Panel>
  );
}
