import { useEffect, useState } from 'react';
import type { ApiError } from '@/api/errors';
import { inputStyle } from '@/ui/Field';
import { levels, sorts } from './views';

const TYPING_MS = 250;

interface Filters {
  q: string;
  level: (typeof levels)[number]['value'];
  sort: (typeof sorts)[number]['value'];
}

interface IssueFilterBarProps {
  search: Filters;
  /** The server's words about a query it does not understand. */
  refused?: ApiError;
  onChange: (patch: Partial<Filters>) => void;
}

/** "lvl: there is no such key, and no such tag. Did you mean level?" Places are bytes. */
export function refusal({ message, body }: ApiError, q: string): string {
  const { at, len, suggest } = body as { at?: number; len?: number; suggest?: string | null };
  const bytes = new TextEncoder().encode(q.trim()).slice(at ?? 0, (at ?? 0) + (len ?? 0));
  const where = bytes.length > 0 ? `${new TextDecoder().decode(bytes)}: ` : '';
  return `${where}${message}.${suggest ? ` Did you mean ${suggest}?` : ''}`;
}

/** Typing waits a moment before it becomes the address and a request. */
export function IssueFilterBar({ search, refused, onChange }: IssueFilterBarProps) {
  const [typed, setTyped] = useState(search.q);
  const [known, setKnown] = useState(search.q);
  if (known !== search.q) {
    setKnown(search.q);
    setTyped(search.q);
  }
  useEffect(() => {
    if (typed === search.q) return;
    const timer = window.setTimeout(() => onChange({ q: typed }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, search.q, onChange]);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 md:px-6">
      <input
        id="issue-search"
        type="search"
        aria-label="Search issues"
        placeholder="Search: words, release:2.4.1, !env:dev, events:>100"
        aria-invalid={refused ? true : undefined}
        aria-describedby={refused && 'issue-search-refused'}
        className={`${inputStyle} min-w-[140px] flex-1 max-sm:basis-full sm:max-w-[480px]`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <select
        aria-label="Level"
        className={`${inputStyle} w-auto!`}
        value={search.level}
        onChange={(event) => onChange({ level: event.target.value as Filters['level'] })}
      >
        {levels.map((level) => (
          <option key={level.value} value={level.value}>
            {level.label}
          </option>
        ))}
      </select>
      <select
        aria-label="Sort by"
        className={`${inputStyle} w-auto!`}
        value={search.sort}
        onChange={(event) => onChange({ sort: event.target.value as Filters['sort'] })}
      >
        {sorts.map((sort) => (
          <option key={sort.value} value={sort.value}>
            Sort: {sort.label.toLowerCase()}
          </option>
        ))}
      </select>
      {refused && (
        <p id="issue-search-refused" role="alert" className="basis-full text-meta text-error">
          {refusal(refused, search.q)}
        </p>
      )}
    </div>
  );
}
