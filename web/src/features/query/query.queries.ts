import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Answer } from '@/api/types';

const LIST = 'query-patterns';
const PAGE = 50;
const FRESH_EVERY = 30_000;

type PatternList = Answer<'/projects/{project}/query-patterns'>;
export type Pattern = PatternList['items'][number];
export type Finding = Pattern['findings'][number];

export interface PatternFilter {
  kind: string;
  muted: string;
  sort: string;
  q: string;
}

export const patternsQuery = (project: string, filter: PatternFilter) =>
  infiniteQueryOptions({
    queryKey: [LIST, project, filter],
    queryFn: async ({ pageParam, signal }): Promise<PatternList> => {
      const query = { ...filter, limit: PAGE, cursor: pageParam || undefined };
      const { data } = await api.GET('/projects/{project}/query-patterns', {
        params: { path: { project }, query: query as Record<string, unknown> },
        signal,
      });
      return data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    // Of the same project: another's would stand under this one's name, with verbs that reach nothing.
    placeholderData: (rows, query) => (query?.queryKey[1] === project ? rows : undefined),
    refetchInterval: FRESH_EVERY,
  });

/** The pattern an issue was made of. */
export const patternOfIssueQuery = (project: string, issue: string) =>
  $api.queryOptions('get', '/projects/{project}/query-patterns', {
    params: { path: { project }, query: { issue } },
  });

export function useMutePattern(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, muted }: { id: string; muted: boolean }) =>
      api.PUT('/projects/{project}/query-patterns/{pattern}', {
        params: { path: { project, pattern: id } },
        body: { muted },
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: [LIST, project] });
      void client.invalidateQueries({ queryKey: ['get', '/projects/{project}/query-patterns'] });
    },
  });
}

/** What the page of the project's database changes. */
export interface DatabasePatch {
  analysis_db_enabled?: boolean;
  analysis_db_driver?: string;
  analysis_db_dsn?: string;
  analysis_db_schema?: string;
}

export function useChangeDatabase(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DatabasePatch) =>
      api.PUT('/projects/{project}', { params: { path: { project } }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['get', '/projects/{project}'] }),
  });
}

type Analysis = NonNullable<Awaited<ReturnType<typeof analyse>>>;
export type Group = Analysis['queries'][number];

export async function analyse(project: string, issue: string) {
  const { data } = await api.POST('/projects/{project}/issues/{issue}/db-analysis', {
    params: { path: { project, issue } },
  });
  return data!;
}

export async function explain(project: string, issue: string, normalized_sql: string) {
  const { data } = await api.POST('/projects/{project}/issues/{issue}/db-analysis/explain', {
    params: { path: { project, issue } },
    body: { normalized_sql },
  });
  return data!;
}
