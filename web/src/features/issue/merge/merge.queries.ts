import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueries,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { rereadIssues } from '@/api/reread';
import type { IssueList } from '@/api/types';
import { undoBy, undoToken } from '@/api/undo';
import { commentsQuery } from '@/features/comment';
import { toast } from '@/ui/toast';
import { groupingQuery, statsQuery } from '../figure.queries';
import { DETAILED_MOST, type Mergeable, nameOf, sumOf } from './merge';

const FOUND_MOST = 12;

async function readList(project: string, query: { ids: string } | { q: string }, signal: AbortSignal) {
  const { data } = await api.GET('/projects/{project}/issues', {
    params: { path: { project }, query: { limit: 'ids' in query ? 100 : FOUND_MOST, ...query } },
    signal,
  });
  return (data as IssueList).issues;
}

/** One request for all of them. */
export const pickedQuery = (project: string, ids: readonly string[]) =>
  queryOptions({
    queryKey: ['merge', project, 'ids', [...ids].sort().join()],
    queryFn: ({ signal }) => readList(project, { ids: ids.join() }, signal),
    placeholderData: keepPreviousData,
  });

export const wordsQuery = (project: string, q: string) =>
  queryOptions({
    queryKey: ['merge', project, 'words', q],
    queryFn: ({ signal }) => readList(project, { q }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Trend, comments and fingerprints; undefined while read, and when there are too many to ask for. */
export function useMergeDetails(project: string, issues: readonly Mergeable[], survivor: string) {
  const asked = issues.length <= DETAILED_MOST ? issues : [];
  return {
    trend: useQueries({
      queries: asked.map((issue) => statsQuery(project, issue.id, '14d')),
      combine: (all) =>
        all.length > 0 && all.every((one) => one.data)
          ? sumOf(all.map((one) => one.data!.buckets))
          : undefined,
    }),
    comments: useQueries({
      queries: asked
        .filter((issue) => issue.id !== survivor)
        .map((issue) => commentsQuery({ project, issue: issue.id })),
      combine: (all) => all.reduce((sum, one) => sum + (one.data?.length ?? 0), 0),
    }),
    fingerprints: useQueries({
      queries: asked.map((issue) => groupingQuery(project, issue.id)),
      combine: (all) =>
        all.length > 0 && all.every((one) => one.data)
          ? all.reduce((sum, one) => sum + one.data!.fingerprints.length, 0)
          : undefined,
    }),
  };
}

interface Merge {
  project: string;
  survivor: Mergeable;
  others: readonly Mergeable[];
}

/** Lists and pages are read anew: rows vanish, figures grow. */
export function useMerge(onMerged: (survivor: Mergeable) => void) {
  const client = useQueryClient();
  const reread = () => rereadIssues(client);
  return useMutation({
    mutationFn: ({ project, survivor, others }: Merge) =>
      api.POST('/projects/{project}/issues/merge', {
        params: { path: { project } },
        body: { primary_id: survivor.id, issue_ids: others.map((issue) => issue.id) },
      }),
    onSuccess: ({ response }, { survivor, others }) => {
      const token = undoToken(response);
      toast(`Merged ${others.length === 1 ? nameOf(others[0]!) : `${others.length} issues`}.`, {
        detail: `Their events are now of ${nameOf(survivor)}, and so are later ones.`,
        undo: token === undefined ? undefined : () => undoBy(token).then(reread),
      });
      onMerged(survivor);
      return reread();
    },
    onError: (error) => toast('Nothing was merged.', { tone: 'error', detail: errorText(error) }),
  });
}
