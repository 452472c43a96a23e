import { type InfiniteData, infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Issue, IssueList, IssueListItem, IssueStatus } from '@/api/types';
import type { EventFilter } from './event/eventFilter';
import { comesBack } from './statusLine';

export interface IssueFilter {
  /** Slug of the project; undefined = all projects. */
  project?: string;
  /** The query language: `level:error release:2.4.1 words`. */
  q?: string;
  sort?: string;
}

const PAGE = 50;

/** The wire's parameters of a filter. */
export function listQuery(filter: IssueFilter, cursor?: string) {
  return {
    limit: PAGE,
    cursor: cursor ?? '',
    ...(filter.q ? { q: filter.q } : {}),
    sort: filter.sort ?? 'last_seen',
  };
}

async function fetchPage(filter: IssueFilter, cursor: string, signal: AbortSignal): Promise<IssueList> {
  const query = listQuery(filter, cursor);
  if (filter.project === undefined) {
    const { data } = await api.GET('/issues', { params: { query }, signal });
    return data!;
  }
  const path = { project: filter.project };
  const { data } = await api.GET('/projects/{project}/issues', { params: { path, query }, signal });
  return data!;
}

/** Every cached list begins with it. */
export const LIST = 'issue-list';

export const issuesQuery = (filter: IssueFilter) =>
  infiniteQueryOptions({
    queryKey: [LIST, filter],
    queryFn: ({ pageParam, signal }) => fetchPage(filter, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });

export const issueQuery = (project: string, issue: string) =>
  $api.queryOptions('get', '/projects/{project}/issues/{issue}', { params: { path: { project, issue } } });

/** Neighbours, ordinal and total are those of the events the filter finds. */
export const eventQuery = (project: string, issue: string, event: string, filter: EventFilter = {}) =>
  $api.queryOptions('get', '/projects/{project}/issues/{issue}/events/{event}', {
    params: {
      path: { project, issue, event },
      ...(Object.keys(filter).length > 0 ? { query: filter } : {}),
    },
  });

/** Keeps the first page of every list, so that reading anew is one request and not two hundred. */
export function trimLists(client: QueryClient): void {
  client.setQueriesData<InfiniteData<IssueList, string>>(
    { queryKey: [LIST] },
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  );
}

/** Changes an issue wherever a list or page holds it; answers with the row as it was in a list. */
export function patchIssue(
  client: QueryClient,
  id: string,
  patch: Partial<IssueListItem>,
): IssueListItem | undefined {
  let found: IssueListItem | undefined;
  client.setQueriesData<InfiniteData<IssueList, string>>({ queryKey: [LIST] }, (data) => {
    const row = data?.pages.flatMap((page) => page.issues).find((issue) => issue.id === id);
    if (!data || !row) return data;
    found = row;
    return {
      ...data,
      pages: data.pages.map((page) => ({
        ...page,
        issues: page.issues.map((issue) => (issue.id === id ? { ...issue, ...patch } : issue)),
      })),
    };
  });
  client.setQueriesData<Issue>({ queryKey: ['get', '/projects/{project}/issues/{issue}'] }, (issue) =>
    issue?.id === id ? { ...issue, ...patch } : issue,
  );
  return found;
}

export interface StatusChange {
  status: IssueStatus;
  cooldown_minutes?: number;
  resolved_in_release?: string;
  /** The next release, the newest of now, or a commit. */
  resolve_in?: 'next' | 'latest' | { commit: string };
  snooze_minutes?: number;
  snooze_event_threshold?: number;
  snooze_until?: string;
  snooze_users?: number;
  snooze_rate?: { events: number; minutes: number };
  until_escalates?: boolean;
}

/** What the change means, said in the toast. */
export function consequence(issue: Issue): string | undefined {
  switch (issue.status) {
    case 'resolved':
    case 'snoozed':
    case 'ignored':
      return `${comesBack(issue)}.`;
    default:
      return undefined;
  }
}

const GLANCE_FRESH_MS = 60_000;

/** The latest event, for who looks in passing. */
export const glanceQuery = (project: string, issue: string) => ({
  ...eventQuery(project, issue, 'latest'),
  staleTime: GLANCE_FRESH_MS,
});
