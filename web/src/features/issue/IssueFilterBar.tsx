import type { ApiError } from '@/api/errors';
import { inputStyle } from '@/ui/Field';
import { QueryField } from './QueryField';
import { levels, sorts } from './views';

interface Filters {
  q: string;
  level: (typeof levels)[number]['value'];
  sort: (typeof sorts)[number]['value'];
}

interface IssueFilterBarProps {
  project?: string;
  search: Filters;
  refused?: ApiError;
  onChange: (patch: Partial<Filters>) => void;
}

export function IssueFilterBar({ project, search, refused, onChange }: IssueFilterBarProps) {
  return (
    <div className="flex min-h-12 flex-wrap items-start gap-2 border-b border-line px-4 py-2 md:px-6">
      <QueryField project={project} q={search.q} refused={refused} onChange={(q) => onChange({ q })} />
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
