import { useQuery } from '@tanstack/react-query';
import { exact } from '@/lib/number';
import { absolute, relative } from '@/lib/time';
import { lastVisitQuery, queryCounts } from './list.queries';

interface SinceLineProps {
  /** Slug; undefined = all projects. */
  project?: string;
  /** "issues", or the project's uuid. */
  scope: string;
  calm: boolean;
  onShow: (q: string) => void;
}

/** What happened since the reader looked at this list before; in the head of the grid, where
 * it moves nothing when it comes. */
export function SinceLine({ project, scope, calm, onShow }: SinceLineProps) {
  const visit = useQuery({ ...lastVisitQuery(scope), enabled: calm });
  const at = visit.data ?? undefined;
  const freshQ = `first:>=${at}`;
  const backQ = `is:reopened last:>=${at}`;
  const fresh = useQuery({ ...queryCounts(project, freshQ), enabled: at !== undefined });
  const back = useQuery({ ...queryCounts(project, backQ), enabled: at !== undefined });
  const [n, again] = [fresh.data?.total ?? 0, back.data?.total ?? 0];
  if (at === undefined || n + again === 0) return null;
  return (
    <p className="absolute top-0 left-[88px] z-10 flex h-8 max-w-[calc(100%-176px)] items-center gap-x-2 text-meta text-text2 md:left-[148px] md:max-w-[48%]">
      <span className="h-px w-4 shrink-0 bg-ctl max-sm:hidden" aria-hidden="true" />
      <span className="min-w-0 truncate" title={`Since your last visit, ${absolute(at)}`}>
        Since your last visit, {relative(at)}
      </span>
      {n > 0 && <Shown words={`${exact(n)} new`} onClick={() => onShow(freshQ)} />}
      {again > 0 && <Shown words={`${exact(again)} reopened`} onClick={() => onShow(backQ)} />}
    </p>
  );
}

function Shown({ words, onClick }: { words: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 shrink-0 font-medium text-text underline decoration-line underline-offset-2 hover:decoration-current"
    >
      {words}
    </button>
  );
}
