import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useCalm } from '@/api/calm';
import { ApiError } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import type { IssueListItem } from '@/api/types';
import { projectsQuery } from '@/features/project';
import { now } from '@/lib/time';
import { useLiveStatus } from '@/live';
import { Button } from '@/ui/Button';
import { Page } from '@/ui/Page';
import { ProgressLine } from '@/ui/Skeleton';
import { BulkBar } from '../bulk/BulkBar';
import { useBulk } from '../bulk/bulk.queries';
import { extend, nothing, selectAll, toggle, useSelection } from '../bulk/selection';
import { useVerbs } from '../bulk/useVerbs';
import { statusVerb } from '../bulk/verbs';
import { type IssueFilter, issuesQuery, trimLists } from '../issue.queries';
import { listAddress } from '../listAddress';
import { minutesToMorning } from '../verbChoices';
import { IssueEmpty } from './IssueEmpty';
import { IssueFilterBar } from './IssueFilterBar';
import { IssueGrid } from './IssueGrid';
import { IssueTabs } from './IssueTabs';
import { ListSkeleton, NoProject } from './ListStates';
import { NewsPill } from './NewsPill';
import { SinceLine } from './SinceLine';
import { useIssueNews } from './useIssueNews';
import { useListKeys } from './useListKeys';
import { useListState } from './useListState';
import { useRowNames } from './useRowNames';
import { useSlow } from './useSlow';
import { useTarget } from './useTarget';
import { useViewCounts } from './useViewCounts';
import { useViewVerbs } from './useViewVerbs';

const IssuePeek = lazy(() => import('../IssuePeek'));

/** Issues of one project, or of all when the address names none. */
export default function IssueListPage() {
  const { project } = useParams<{ project?: string }>();
  const [path, navigate] = useLocation();
  const [focused, setFocused] = useState(0);
  const [moved, setMoved] = useState(0);
  const [peeks, setPeeks] = useState(false);
  const [selecting, setSelecting] = useState(false);
  const client = useQueryClient();
  const { data: projects } = useQuery(projectsQuery());
  const here = projects?.find((one) => one.slug === project || one.id === project);
  const calm = useCalm();
  const at = useListState(project, calm);
  const { state, view } = at;
  const filter: IssueFilter = useMemo(
    () => ({ project, q: state.q.trim() || undefined, sort: state.sort }),
    [project, state.q, state.sort],
  );
  const list = useInfiniteQuery({ ...issuesQuery(filter), enabled: !at.isLoading });
  const refused = list.error instanceof ApiError && list.error.code === 'query' ? list.error : undefined;
  // A query that is not understood yet leaves the rows of the one before.
  const read = useRef(list.data);
  if (list.data) read.current = list.data;
  const shown = list.data ?? (refused ? read.current : undefined);
  const issues = useMemo(() => shown?.pages.flatMap((page) => page.issues) ?? [], [shown]);
  const order = useMemo(() => issues.map((issue) => issue.id), [issues]);
  const total = shown?.pages[0]?.total ?? 0;
  const counts = useViewCounts(
    project,
    at.views,
    view.id,
    at.changed || !list.data ? undefined : total,
    calm,
  );
  const news = useIssueNews(here?.id ?? (project === undefined ? '' : undefined), filter);
  const { selection, set: setSelection } = useSelection(order, JSON.stringify(filter));
  const row = Math.max(0, Math.min(focused, issues.length - 1));
  const target = useTarget({
    ...{ project, issues, focused: row, selection, total },
    ...{ q: filter.q ?? '', readAt: list.dataUpdatedAt },
  });
  // Rows stay selected for the next verb; what a query found is no longer the same.
  const verbs = useVerbs(target, ({ query }) => query && setSelection(() => nothing));
  const views = useViewVerbs(at, { id: here?.id, name: here?.name ?? 'all projects' });
  const { slugOf, hrefOf, personOf } = useRowNames(calm);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address changes with these
  useEffect(() => listAddress.set(path + window.location.search), [path, at.state, view]);
  const move = (to: number) => {
    setFocused(Math.max(0, Math.min(to, issues.length - 1)));
    setMoved((n) => n + 1);
  };
  const select = useCallback(
    (index: number, toHere: boolean) => {
      const id = order[index];
      if (id === undefined) return;
      setFocused(index);
      setSelection((was) => (toHere ? extend(was, order, id) : toggle(was, id)));
    },
    [order, setSelection],
  );
  const clear = () => setSelection(() => nothing);
  const run = useBulk();
  const actions = useMemo(
    () => ({
      focus: setFocused,
      select,
      swipe: (issue: IssueListItem, to: 'left' | 'right') =>
        run(
          { issues: [issue] },
          statusVerb(
            to === 'right'
              ? { status: 'resolved' }
              : { status: 'snoozed', snooze_minutes: minutesToMorning(now()) },
          ),
        ),
    }),
    [select, run],
  );
  const change = (patch: Parameters<typeof at.change>[0]) => {
    setFocused(0);
    at.change(patch);
  };
  const showNews = () => {
    news.clear();
    setFocused(0);
    trimLists(client);
    void client.invalidateQueries({ queryKey: issuesQuery(filter).queryKey });
    window.scrollTo({ top: 0 });
  };
  useListKeys({
    ...{ issues, focused: row, selection, hrefOf, move, select, clear, showNews },
    hasNews: news.fresh + news.changed > 0,
    verbs: verbs.keys,
    selectAll: () => setSelection((was) => selectAll(was, order)),
    peek: () => setPeeks(!peeks),
    sweep: () => navigate(`/sweep${project ? `/${project}` : ''}${location.search}`),
  });
  const nearEnd = useCallback(() => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  }, [list.hasNextPage, list.isFetchingNextPage, list.fetchNextPage]);
  const live = useLiveStatus();
  const stale = useSlow(list.isPlaceholderData);
  const peeked = peeks ? issues[row] : undefined;
  const following = useMemo(
    () => issues.slice(row + 1).map((issue) => ({ issue, project: slugOf(issue) })),
    [issues, row, slugOf],
  );
  if (list.error instanceof ApiError && list.error.status === 404) return <NoProject />;
  const isSelecting = selecting || selection.ids.size > 0;
  return (
    <Page
      title="Issues"
      scope={here?.name ?? project ?? 'All projects'}
      live={live}
      actions={
        <Button
          size="dense"
          className="sm:hidden"
          aria-pressed={isSelecting}
          onClick={() => {
            setSelecting(!isSelecting);
            clear();
          }}
        >
          {isSelecting ? 'Done' : 'Select'}
        </Button>
      }
    >
      <IssueTabs
        views={at.views}
        current={view}
        counts={counts}
        changed={at.changed}
        mayChange={at.mayChange}
        menu={views.menu}
        onChange={(next) => {
          setFocused(0);
          at.show(next);
        }}
        onSave={views.save}
        onSaveAs={views.saveAs}
        onReset={() => at.show(view)}
      />
      {selection.ids.size > 0 ? (
        <BulkBar
          target={target}
          matching={total > selection.ids.size ? total : undefined}
          onAll={() => setSelection((was) => ({ ...was, ids: new Set(order), all: true }))}
          onVerb={verbs.act}
          onAsk={verbs.ask}
          onClear={clear}
        />
      ) : (
        <IssueFilterBar project={project} state={state} refused={refused} onChange={change} />
      )}
      <NewsPill fresh={news.fresh} changed={news.changed} onShow={showNews} />
      <div className="flex items-start">
        <div className="relative min-w-0 flex-1">
          <ProgressLine on={list.isFetching && list.data !== undefined} />
          {(list.isPending || at.isLoading) && <ListSkeleton density={state.density} />}
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
              slug={project}
              q={state.q}
              isView={!at.changed && view.saved === undefined}
              onQuery={(q) => change({ q })}
            />
          )}
          {issues.length > 0 && (here || project === undefined) && (
            <SinceLine {...{ project, calm }} scope={here?.id ?? 'issues'} onShow={(q) => change({ q })} />
          )}
          {issues.length > 0 && (
            <IssueGrid
              {...{ issues, total, hrefOf, personOf, moved, selection, actions, stale }}
              columns={state.columns}
              density={state.density}
              projectOf={project === undefined ? slugOf : undefined}
              focused={row}
              selecting={isSelecting}
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
      {verbs.layer}
      {views.layer}
    </Page>
  );
}
