import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLocation, useParams, useSearch } from 'wouter';
import { canTriage } from '@/api/bootstrap';
import { useCalm } from '@/api/calm';
import { QueryPanel } from '@/api/QueryPanel';
import type { IssueListItem } from '@/api/types';
import { useKeys } from '@/keys';
import { paths } from '@/lib/paths';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { useVerbs } from '../bulk/useVerbs';
import { glanceQuery, type IssueFilter, issuesQuery } from '../issue.queries';
import { useListState } from '../list/useListState';
import { useRowNames } from '../list/useRowNames';
import { HandOver } from './HandOver';
import { SweepCard } from './SweepCard';
import { decisionOf, type Swept } from './sweep';

const AHEAD = 2;
const NEARLY_END = 10;

/** The issues as the sweep found them, in their order; what a later page brings follows. */
function useQueue(issues: readonly IssueListItem[]): readonly IssueListItem[] {
  const [queue, setQueue] = useState<readonly IssueListItem[]>([]);
  useEffect(() => {
    const known = new Set(queue.map(({ id }) => id));
    const more = issues.filter(({ id }) => !known.has(id));
    if (more.length > 0) setQueue([...queue, ...more]);
  }, [issues, queue]);
  return queue;
}

/** Each issue as it was shown last: what is decided may leave the list when that is read anew. */
function useLast(issues: readonly IssueListItem[]): ReadonlyMap<string, IssueListItem> {
  const [last, setLast] = useState<ReadonlyMap<string, IssueListItem>>(new Map());
  useEffect(() => {
    setLast((before) => new Map([...before, ...issues.map((one) => [one.id, one] as const)]));
  }, [issues]);
  return last;
}

/** One issue a screen: decide, and the next one is there; at the end a note for who takes over. */
export default function SweepPage() {
  const { project } = useParams<{ project?: string }>();
  const [, navigate] = useLocation();
  const search = useSearch();
  const client = useQueryClient();
  const calm = useCalm();
  const { state, isLoading } = useListState(project, calm);
  const filter: IssueFilter = useMemo(
    () => ({ project, q: state.q.trim() || undefined, sort: state.sort }),
    [project, state.q, state.sort],
  );
  const list = useInfiniteQuery({ ...issuesQuery(filter), enabled: !isLoading });
  const issues = useMemo(() => list.data?.pages.flatMap((page) => page.issues) ?? [], [list.data]);
  const queue = useQueue(issues);
  const last = useLast(issues);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [index, setIndex] = useState(0);
  const [why, setWhy] = useState<Record<string, string>>({});
  const { slugOf, hrefOf, personOf } = useRowNames(calm);
  const was = queue[index];
  const current = was && (last.get(was.id) ?? was);
  const step = (by: number) => setIndex((at) => Math.max(0, Math.min(queue.length, at + by)));
  const verbs = useVerbs({ project, issues: current ? [current] : [] }, ({ issues: of }, { verb }) => {
    if (verb === 'delete') setGone((before) => new Set([...before, ...of.map(({ id }) => id)]));
    if (verb === 'status' || verb === 'delete') step(1);
  });
  const back = () => navigate(project ? paths.projectIssues(project, search) : paths.issues(search));
  useKeys('page', [
    ...verbs.keys,
    { keys: ['d', 'j'], label: 'Leave it, next one', group: 'Sweep', run: () => step(1) },
    { keys: ['e', 'k'], label: 'The one before', group: 'Sweep', run: () => step(-1) },
    { keys: 'Escape', label: 'Back to the issues', group: 'Sweep', run: back },
  ]);
  useEffect(() => {
    if (index >= queue.length - NEARLY_END && list.hasNextPage && !list.isFetchingNextPage)
      void list.fetchNextPage();
    for (const one of queue.slice(index + 1, index + 1 + AHEAD))
      void client.prefetchQuery(glanceQuery(slugOf(one), one.id));
  }, [client, index, queue, slugOf, list.hasNextPage, list.isFetchingNextPage, list.fetchNextPage]);
  const swept: Swept[] = queue.slice(0, index).map((one) => ({
    was: one,
    // Taken back, a deletion has it in the list again.
    now: gone.has(one.id) ? issues.find(({ id }) => id === one.id) : last.get(one.id),
    why: why[one.id] ?? '',
    href: location.origin + hrefOf(one),
  }));
  const decided = swept.filter((one) => decisionOf(one, personOf) !== undefined).length;
  return (
    <Page title="Sweep" scope={project ?? 'All projects'}>
      <QueryPanel
        query={list}
        what="The issues could not be read"
        skeleton={<Skeleton className="m-6 h-96" />}
      >
        {({ pages }) =>
          pages[0]!.issues.length === 0 && queue.length === 0 ? (
            <EmptyState title="Nothing to sweep: no issue is found" kind="flat" />
          ) : current ? (
            <SweepCard
              key={current.id}
              issue={current}
              project={slugOf(current)}
              href={hrefOf(current)}
              verbs={verbs}
              mayTriage={canTriage()}
              place={{ at: index + 1, of: Math.max(pages[0]!.total, queue.length), decided }}
              why={why[current.id] ?? ''}
              onWhy={(text) => setWhy((now) => ({ ...now, [current.id]: text }))}
              onStep={step}
            />
          ) : (
            <HandOver
              scope={project ?? 'all projects'}
              swept={swept}
              nameOf={personOf}
              onBack={() => step(-1)}
              onLeave={back}
            />
          )
        }
      </QueryPanel>
      {verbs.layer}
    </Page>
  );
}
