import { useQuery } from '@tanstack/react-query';
import { Merge } from 'lucide-react';
import { canTriage } from '@/api/bootstrap';
import { count } from '@/lib/number';
import { paths } from '@/lib/paths';
import { IconButton } from '@/ui/Button';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import { Time } from '@/ui/Time';
import { type Similar, similarQuery } from './figure.queries';

const SHOWN_MOST = 5;
const REASONS_MOST = 2;

/** What they share, the telling kinds first: "handleCart, TypeError". */
export function shared(why: Similar['why']): string {
  const telling = why.filter((one) => one.kind !== 'message');
  return (telling.length > 0 ? telling : why)
    .slice(0, REASONS_MOST)
    .map((one) => one.text)
    .join(', ');
}

interface SimilarIssuesProps {
  project: string;
  issue: string;
  onMerge: (other: string) => void;
}

/** Others with the same frames and words; each one click from becoming one with it. */
export function SimilarIssues({ project, issue, onMerge }: SimilarIssuesProps) {
  const { data, isError } = useQuery({ ...similarQuery(project, issue), staleTime: 60_000 });
  if (isError) return <p className="text-meta text-text3">They could not be read.</p>;
  const items = data?.items.filter((one) => one.issue_id).slice(0, SHOWN_MOST) ?? [];
  if (data && items.length === 0) return <p className="text-meta text-text3">None is like it.</p>;
  return (
    <ul className="-mx-1.5 grid grid-cols-1">
      {items.map((one) => (
        <li
          key={one.issue_id}
          className="group/one flex items-start gap-1 rounded-chip px-1.5 py-1 hover:bg-s2"
        >
          <span className="mt-1">
            {one.status === 'resolved' ? (
              <StatusGlyph status="resolved" size={12} />
            ) : (
              <LevelGlyph level={one.level ?? ''} />
            )}
          </span>
          <a
            href={paths.issue(one.project_slug || project, one.short_id ?? one.issue_id!)}
            className="min-w-0 flex-1 pl-1 text-meta no-underline hover:underline"
          >
            <span className="line-clamp-2 wrap-anywhere" dir="auto">
              {one.title}
            </span>
            <span className="block truncate text-text3">
              {one.short_id} · {count(one.event_count, 'event')} · <Time iso={one.last_seen} ago />
            </span>
            {one.why.length > 0 && <span className="block truncate text-text3">both: {shared(one.why)}</span>}
          </a>
          {canTriage() && (
            <IconButton
              label={`Merge with ${one.short_id ?? one.title}`}
              onClick={() => onMerge(one.issue_id!)}
            >
              <Merge size={14} />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}
