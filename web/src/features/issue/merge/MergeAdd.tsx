import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { count } from '@/lib/number';
import { inputStyle } from '@/ui/Field';
import { LevelGlyph } from '@/ui/glyphs';
import { similarQuery } from '../figure.queries';
import { ISSUES_MOST } from './merge';
import { wordsQuery } from './merge.queries';

interface Offer {
  id: string;
  short_id?: string;
  title: string;
  level?: string;
  event_count: number;
}

/** Others to merge it with: those that are like it, or those that words find. */
export function MergeAdd({
  project,
  issue,
  taken,
  most,
  onAdd,
}: {
  project: string;
  /** What the offered ones are like. */
  issue: string;
  taken: readonly string[];
  /** So many are offered. */
  most: number;
  onAdd: (id: string) => void;
}) {
  const [words, setWords] = useState('');
  const q = useDeferredValue(words.trim());
  const similar = useQuery({ ...similarQuery(project, issue), staleTime: 60_000 });
  const found = useQuery(wordsQuery(project, q));
  const offers: readonly Offer[] =
    q === ''
      ? (similar.data?.items ?? []).flatMap((one) => (one.issue_id ? [{ ...one, id: one.issue_id }] : []))
      : (found.data ?? []);
  const open = offers.filter((one) => !taken.includes(one.id)).slice(0, most);
  if (taken.length >= ISSUES_MOST) return null;
  return (
    <div className="grid grid-cols-1 gap-1">
      <input
        type="search"
        aria-label="Find issues to merge"
        placeholder="Find others by words, or take one that is like it"
        className={inputStyle}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {q !== '' && found.error ? (
        <p className="text-meta text-text3">{found.error.message}</p>
      ) : (
        open.length === 0 && (
          <p className="text-meta text-text3">
            {q === '' ? (similar.isPending ? ' ' : 'No other issue is like it.') : 'No other issue fits.'}
          </p>
        )
      )}
      <ul className="grid grid-cols-1">
        {open.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onAdd(one.id)}
              className="flex min-h-8 w-full items-center gap-2 rounded-chip px-2 text-left text-body hover:bg-s2 pointer-coarse:min-h-11"
            >
              <Plus size={14} className="shrink-0 text-text3" aria-label="Add" />
              <LevelGlyph level={one.level ?? ''} />
              <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere" dir="auto">
                {one.title}
              </span>
              <span className="shrink-0 text-meta text-text3 max-sm:hidden">
                {one.short_id} · {count(one.event_count, 'event')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
