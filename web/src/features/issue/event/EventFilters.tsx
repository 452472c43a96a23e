import { ListFilter, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { PopoverButton } from '@/ui/Popover';
import { Skeleton } from '@/ui/Skeleton';
import { type EventSearch, termsOf, termWords, timeWords, withoutTerm } from './eventFilter';

const EventFilterForm = lazy(() => import('./EventFilterForm'));

function FilterChip({ words, onRemove }: { words: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-6 max-w-64 items-center rounded-chip border border-line bg-s1 pl-2 text-meta pointer-coarse:h-11">
      <span className="min-w-0 truncate" title={words} dir="auto">
        {words}
      </span>
      <button
        type="button"
        aria-label={`Without ${words}`}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-chip text-text3 outline-offset-[-2px]! hover:text-text pointer-coarse:size-11"
        onClick={onRemove}
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}

interface EventFiltersProps {
  project: string;
  issue: string;
  search: EventSearch;
  onChange: (patch: Partial<EventSearch>) => void;
}

/** The terms in force as chips, and the way to more. */
export function EventFilters({ project, issue, search, onChange }: EventFiltersProps) {
  const time = timeWords(search);
  return (
    <>
      {termsOf(search.eq).map((term) => (
        <FilterChip
          key={term}
          words={termWords(term)}
          onRemove={() => onChange({ eq: withoutTerm(search.eq, term) })}
        />
      ))}
      {time && <FilterChip words={time} onRemove={() => onChange({ from: undefined, to: undefined })} />}
      <PopoverButton
        size="dense"
        tone="ghost"
        icon={<ListFilter size={14} />}
        label="Filter the events"
        content={(close) => (
          <Suspense fallback={<Skeleton className="m-3 h-60" />}>
            <EventFilterForm
              project={project}
              issue={issue}
              search={search}
              onApply={(patch) => {
                close();
                onChange(patch);
              }}
            />
          </Suspense>
        )}
      >
        Filter
      </PopoverButton>
    </>
  );
}
