import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { IssueListItem } from '@/api/types';
import { projectsQuery } from '@/features/project';
import { useKeys } from '@/keys';
import { paths } from '@/lib/paths';
import { eventQuery, issueQuery } from './issue.queries';
import { findPlace } from './walk';

/** How long a neighbour that was read ahead is good. */
const FRESH = 60_000;

/** To the next and the previous issue of the list, both read ahead. */
export function useWalk(project: string, id: string | undefined) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { data: projects } = useQuery({ ...projectsQuery(), staleTime: FRESH });
  const place = useMemo(() => (id ? findPlace(client, id) : undefined), [client, id]);
  const address = (issue: IssueListItem) => ({
    project: projects?.find((one) => one.id === issue.project_id)?.slug ?? project,
    issue: issue.short_id ?? issue.id,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every place
  useEffect(() => {
    for (const near of [place?.next, place?.previous]) {
      if (!near) continue;
      const to = address(near);
      void client.prefetchQuery({ ...issueQuery(to.project, to.issue), staleTime: FRESH });
      void client.prefetchQuery({ ...eventQuery(to.project, to.issue, 'latest'), staleTime: FRESH });
    }
  }, [client, place]);
  const go = (issue: IssueListItem | undefined) => {
    if (!issue) return false;
    const to = address(issue);
    navigate(paths.issue(to.project, to.issue));
    window.scrollTo({ top: 0 });
  };
  const walk = {
    previous: () => go(place?.previous),
    next: () => go(place?.next),
  };
  useKeys(
    'page',
    [
      { keys: 'Shift+J', label: 'Next issue of the list', group: 'Issue', run: walk.next },
      { keys: 'Shift+K', label: 'Previous issue of the list', group: 'Issue', run: walk.previous },
    ],
    place !== undefined,
  );
  return { place, ...walk };
}
