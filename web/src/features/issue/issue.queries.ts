import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import type { Issue, IssueList, IssueListItem, IssueStatus } from '@/api/types';
import { undoBy, undoToken } from '@/api/undo';
import { toast } from '@/ui/toast';
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

/** Changes an issue wherever a list or page holds it; counters only grow, versions too. */
export function patchIssue(client: QueryClient, id: string, patch: Partial<IssueListItem>): boolean {
  let found = false;
  client.setQueriesData<InfiniteData<IssueList, string>>({ queryKey: [LIST] }, (data) => {
    if (!data?.pages.some((page) => page.issues.some((issue) => issue.id === id))) return data;
    found = true;
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

/** What an open page shows of an issue; lists keep their rows. */
export function rereadIssue(client: QueryClient): Promise<unknown> {
  return Promise.all(
    [
      ['get', '/projects/{project}/issues/{issue}'],
      ['get', '/projects/{project}/issues/{issue}/tags'],
      ['get', '/projects/{project}/issues/{issue}/activities'],
    ].map((queryKey) => client.invalidateQueries({ queryKey })),
  );
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

export function putStatus(project: string, issue: string, change: StatusChange) {
  const path = { project, issue };
  return api.PUT('/projects/{project}/issues/{issue}', { params: { path }, body: change });
}

const done: Record<IssueStatus, string> = {
  open: 'Reopened.',
  reopened: 'Reopened.',
  resolved: 'Resolved.',
  ignored: 'Ignored.',
  snoozed: 'Snoozed.',
};

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

interface Verb {
  project: string;
  issue: Issue;
  change: StatusChange;
}

/** Optimistic; taken back when the server refuses; `z` undoes it for ten seconds. */
export function useStatusVerb() {
  const client = useQueryClient();
  const settle = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['issue-counts'] }),
      client.invalidateQueries({ queryKey: ['get', '/projects'] }),
    ]);
  return useMutation({
    mutationFn: async ({ project, issue, change }: Verb) => {
      const { data, response } = await putStatus(project, issue.id, change);
      return { after: data!, token: undoToken(response) };
    },
    onMutate: ({ issue, change }) => {
      patchIssue(client, issue.id, { status: change.status });
      return { status: issue.status };
    },
    onError: (error, { issue }, before) => {
      if (before) patchIssue(client, issue.id, { status: before.status });
      toast('That did not work.', { tone: 'error', detail: errorText(error) });
    },
    onSuccess: ({ after, token }, { issue, change }) => {
      patchIssue(client, issue.id, after);
      toast(done[change.status], {
        detail: consequence(after),
        undo:
          token === undefined
            ? undefined
            : async () => {
                await undoBy(token);
                patchIssue(client, issue.id, { status: issue.status });
                await Promise.all([rereadIssue(client), settle()]);
              },
      });
      return settle();
    },
  });
}
