import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { errorText } from '@/api/errors';
import { useProject } from '@/features/project';
import { count } from '@/lib/number';
import { paths } from '@/lib/paths';
import { cx } from '@/ui/cx';
import { Note } from '@/ui/Note';
import { ProgressLine, Skeleton } from '@/ui/Skeleton';
import { previewQuery } from './grouping.queries';
import { isWhole, type Preview, type RuleDraft, verdict } from './rule';

const WAIT_MS = 400;
const SHOWN_MOST = 5;

/** The value, once it has stood still for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by what is in it
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), WAIT_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

interface Named {
  id: string | null;
  title: string | null;
  short_no: number;
  events: number;
}

function IssueLine({ issue, project, prefix }: { issue: Named; project: string; prefix: string }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <a href={paths.issue(project, issue.id ?? '')} className="shrink-0 font-mono text-meta">
        {prefix}-{issue.short_no}
      </a>
      <span className="min-w-0 flex-1 truncate">{issue.title}</span>
      <span className="shrink-0 text-meta text-text3">{count(issue.events, 'event')}</span>
    </span>
  );
}

function Changes({ preview, project }: { preview: Preview; project: string }) {
  const { data } = useProject(project);
  const prefix = data?.short_prefix ?? '';
  return (
    <>
      {preview.joins.slice(0, SHOWN_MOST).map((join) => (
        <div key={join.hash}>
          <p className="text-meta text-text3">
            One issue, “<span className="text-text2">{join.title}</span>”, instead of
          </p>
          <ul className="mt-1 grid grid-cols-1 gap-1 border-l-2 border-resolved pl-3">
            {join.issues.map((issue) => (
              <li key={issue.id}>
                <IssueLine issue={issue as Named} project={project} prefix={prefix} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      {preview.splits.slice(0, SHOWN_MOST).map((split) => (
        <div key={split.issue.id}>
          <IssueLine issue={split.issue as Named} project={project} prefix={prefix} />
          <p className="mt-1 text-meta text-text3">would part into</p>
          <ul className="mt-1 grid grid-cols-1 gap-1 border-l-2 border-reopened pl-3">
            {split.parts.map((part) => (
              <li key={part.hash} className="flex min-w-0 items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate">{part.title}</span>
                <span className="shrink-0 text-meta text-text3">
                  {part.stays ? 'stays, ' : ''}
                  {count(part.events, 'event')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

interface WhatIfProps {
  project: string;
  /** None: what today's settings would do. */
  draft?: RuleDraft;
  replaces?: string;
}

/** Which stored events would split or join, while one is still typing. */
export function WhatIf({ project, draft, replaces }: WhatIfProps) {
  const settled = useSettled(draft);
  const ready = settled === undefined || isWhole(settled);
  const query = useQuery({
    ...previewQuery(project, settled, replaces),
    enabled: ready,
    placeholderData: (old: Preview | undefined) => old,
  });
  return (
    <div
      aria-live="polite"
      className={cx('relative grid grid-cols-1 content-start gap-3 text-body', draft && 'min-h-24')}
    >
      <ProgressLine on={query.isFetching && query.data !== undefined} />
      {!ready && <p className="text-text3">Say what the rule is for, and what makes an issue of it.</p>}
      {ready && query.error && <Note tone="warning">{errorText(query.error)}</Note>}
      {ready && !query.error && !query.data && <Skeleton className="h-16" />}
      {ready && !query.error && query.data && (
        <>
          <p className="font-medium">{verdict(query.data)}</p>
          <Changes preview={query.data} project={project} />
        </>
      )}
    </div>
  );
}
