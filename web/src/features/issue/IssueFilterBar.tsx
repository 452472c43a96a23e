import { useEffect, useState } from 'react';
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
  onChange: (patch: Partial<Filters>) => void;
}

/** Typing waits a moment before it becomes the address and a request. */
export function IssueFilterBar({ search, onChange }: IssueFilterBarProps) {
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
        aria-label="Search titles"
        placeholder="Search titles"
        className={`${inputStyle} min-w-[140px] flex-1 sm:max-w-[360px]`}
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
    </div>
  );
}
