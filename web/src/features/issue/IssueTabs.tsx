import type { IssueCounts } from '@/api/types';
import { exact, short } from '@/lib/number';
import { cx } from '@/ui/cx';
import { views } from './views';

interface IssueTabsProps {
  view: string;
  counts: IssueCounts | undefined;
  onChange: (view: string) => void;
}

/** The built-in views with what is in them. */
export function IssueTabs({ view, counts, onChange }: IssueTabsProps) {
  return (
    <nav aria-label="Views" className="overflow-x-auto border-b border-line px-2 md:px-4">
      <ul className="flex gap-1">
        {views.map((one) => {
          const count =
            counts && one.count
              ? one.count({ ...counts, by_status: counts.by_status as Record<string, number> })
              : undefined;
          const here = one.id === view;
          return (
            <li key={one.id}>
              <button
                type="button"
                aria-current={here ? 'true' : undefined}
                onClick={() => onChange(one.id)}
                className={cx(
                  'flex h-9 items-center gap-1.5 border-b-2 px-2 text-body whitespace-nowrap pointer-coarse:h-11',
                  here
                    ? 'border-text font-medium text-text'
                    : 'border-transparent text-text2 hover:text-text',
                )}
              >
                {one.label}
                {count !== undefined && (
                  <span className="text-meta text-text3 tabular-nums" title={exact(count)}>
                    {short(count)}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
