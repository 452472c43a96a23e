import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { canTriage } from '@/api/bootstrap';
import { ApiError } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import type { IssueListItem } from '@/api/types';
import { projectsQuery } from '@/features/project';
import { useKeys } from '@/keys';
import { paths } from '@/lib/paths';
import { oneOf, text, useSearchState } from '@/lib/search';
import { useLiveStatus } from '@/live';
import { LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { ProgressLine, Skeleton } from '@/ui/Skeleton';
import { IssueEmpty } from './IssueEmpty';
import { IssueFilterBar } from './IssueFilterBar';
import { IssueGrid } from './IssueGrid';
import { IssueTabs } from './IssueTabs';
import { countsQuery, type IssueFilter, issuesQuery, useStatusVerb } from './issue.queries';
import { listAddress } from './listAddress';
import { NewsPill } from './NewsPill';
import { useIssueNews } from './useIssueNews';
import { levels, sorts, viewOf, views } from './views';

const IssuePeek = lazy(() => import('./IssuePeek'));
const SKELETON_ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

export const codec = {
  view: oneOf(
    views.map((view) => view.id),
    views[0]!.id,
  ),
  q: text(),
  level: oneOf(
    levels.map((level) => level.value),
    '',
  ),
  sort: oneOf(
    sorts.map((sort) => sort.value),
    'last_seen',
  ),
};

const skeleton = (
  <div>
    {SKELETON_ROWS.map((i) => (
      <div key={i} className="flex h-[57px] items-center gap-3 border-b border-line px-4 md:px-6">
        <Skeleton className="size-4" />
        <div className="grid flex-1 gap-2">
          <Skeleton className="h-3.5 w-2/5" />
          <Skeleton className="h-3 w-1/4" />
        </div>
      </div>
    ))}
  </div>
);

/** Issues of one project, or of all when the address names none. */
export default function IssueListPage() {
  const { project } = useParams<{ project?: string }>();
  const [search, setSearch] = useSearchState(codec);
  const [path, navigate] = useLocation();
  const [focused, setFocused] = useState(0);
  const [moved, setMoved] = useState(0);
  const [peeks, setPeeks] = useState(false);
  const client = useQueryClient();
  const { data: projects } = useQuery(projectsQuery());
  const here = projects?.find((one) => one.slug === project || one.id === project);
  const filter: IssueFilter = useMemo(
    () => ({
      project,
      ...viewOf(search.view).filter,
      level: search.level || undefined,
      q: search.q.trim() || undefined,
      sort: search.sort,
    }),
    [project, search],
  );
  const list = useInfiniteQuery(issuesQuery(filter));
  const counts = useQuery({ ...countsQuery(project ?? ''), enabled: project !== undefined });
  const refused = list.error instanceof ApiError && list.error.code === 'query' ? list.error : undefined;
  // A query that is not understood yet leaves the rows of the one before.
  const read = useRef(list.data);
  if (list.data) read.current = list.data;
  const shown = list.data ?? (refused ? read.current : undefined);
  const issues = useMemo(() => shown?.pages.flatMap((page) => page.issues) ?? [], [shown]);
  const total = shown?.pages[0]?.total ?? 0;
  const news = useIssueNews(here?.id ?? (project === undefined ? '' : undefined));
  const verb = useStatusVerb();
  const slugOf = useCallback(
    (issue: IssueListItem) => projects?.find((one) => one.id === issue.project_id)?.slug ?? issue.project_id,
    [projects],
  );
  const hrefOf = useCallback(
    (issue: IssueListItem) => paths.issue(slugOf(issue), issue.short_id ?? issue.id),
    [slugOf],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address changes with these
  useEffect(() => listAddress.set(path + window.location.search), [path, search]);
  const move = (to: number) => {
    setFocused(Math.max(0, Math.min(to, issues.length - 1)));
    setMoved((n) => n + 1);
  };
  const change = (status: 'resolved' | 'ignored' | 'open') => {
    const issue = issues[focused];
    if (!issue || !canTriage()) return false;
    verb.mutate({ project: slugOf(issue), issue, change: { status } });
  };
  const showNews = () => {
    news.clear();
    setFocused(0);
    void client.invalidateQueries({ queryKey: issuesQuery(filter).queryKey });
    window.scrollTo({ top: 0 });
  };
  useKeys('page', [
    { keys: 'j', label: 'Next issue', group: 'Issues', run: () => move(focused + 1) },
    { keys: 'k', label: 'Previous issue', group: 'Issues', run: () => move(focused - 1) },
    { keys: 'Home', label: 'First issue', group: 'Issues', run: () => move(0) },
    { keys: 'End', label: 'Last loaded issue', group: 'Issues', run: () => move(issues.length - 1) },
    {
      keys: ['o', 'Enter'],
      label: 'Open the issue',
      group: 'Issues',
      run: () => {
        const issue = issues[focused];
        if (!issue) return false;
        navigate(hrefOf(issue));
      },
    },
    {
      keys: 'Space',
      label: 'Peek at the issue',
      group: 'Issues',
      run: () => (issues.length > 0 ? setPeeks(!peeks) : false),
    },
    { keys: 'r', label: 'Resolve', group: 'Issues', run: () => change('resolved') },
    { keys: 'i', label: 'Ignore', group: 'Issues', run: () => change('ignored') },
    { keys: 'Shift+R', label: 'Reopen', group: 'Issues', run: () => change('open') },
    {
      keys: 'u',
      label: 'Show what is new',
      group: 'Issues',
      run: () => (news.count > 0 ? showNews() : false),
    },
    {
      keys: '/',
      label: 'Search',
      group: 'Issues',
      run: () => document.getElementById('issue-search')?.focus(),
    },
  ]);
  const nearEnd = useCallback(() => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  }, [list.hasNextPage, list.isFetchingNextPage, list.fetchNextPage]);
  const live = useLiveStatus();
  const at = Math.min(focused, issues.length - 1);
  const peeked = peeks ? issues[at] : undefined;
  const following = useMemo(
    () => issues.slice(at + 1).map((issue) => ({ issue, project: slugOf(issue) })),
    [issues, at, slugOf],
  );
  if (list.error instanceof ApiError && list.error.status === 404) {
    return (
      <Page title="Issues">
        <EmptyState
          title="This project is not there"
          action={
            <LinkButton tone="primary" href={paths.projects()}>
              All projects
            </LinkButton>
          }
        >
          It was deleted, or the address is wrong.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Issues" scope={here?.name ?? project ?? 'All projects'} live={live}>
      <IssueTabs
        view={search.view}
        counts={counts.data}
        onChange={(view) => {
          setFocused(0);
          setSearch({ view }, { push: true });
        }}
      />
      <IssueFilterBar
        project={project}
        search={search}
        refused={refused}
        onChange={(patch) => {
          setFocused(0);
          setSearch(patch);
        }}
      />
      <NewsPill count={news.count} onShow={showNews} />
      <div className="flex items-start">
        <div className="relative min-w-0 flex-1">
          <ProgressLine on={list.isFetching && list.data !== undefined} />
          {list.isPending && skeleton}
          {list.error && !refused && list.data === undefined && (
            <ServerError
              error={list.error}
              what="The issues could not be read"
              onRetry={() => void list.refetch()}
            />
          )}
          {list.data && issues.length === 0 && (
            <IssueEmpty
              project={here}
              filtered={search.q !== '' || search.level !== '' || search.view !== views[0]!.id}
              onClear={() => setSearch({ q: '', level: '', view: views[0]!.id })}
            />
          )}
          {issues.length > 0 && (
            <IssueGrid
              issues={issues}
              total={total}
              hrefOf={hrefOf}
              projectOf={project === undefined ? slugOf : undefined}
              focused={at}
              narrow={peeked !== undefined}
              moved={moved}
              onFocus={setFocused}
              onNearEnd={nearEnd}
            />
          )}
        </div>
        {peeked && (
          <Suspense fallback={<div className="w-[440px] shrink-0 border-l border-line max-lg:hidden" />}>
            <IssuePeek
              issue={peeked}
              project={slugOf(peeked)}
              href={hrefOf(peeked)}
              next={following}
              onClose={() => setPeeks(false)}
            />
          </Suspense>
        )}
      </div>
    </Page>
  );
}
