/** How a project reaches its trackers, and the tickets its issues have there. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Answer } from '@/api/types';
import type { Bodies } from './connection';
import type { Kind } from './trackers';

export type Connection = Answer<'/projects/{project}/trackers'>[number];
export type TestReply = Answer<'/projects/{project}/jira/test', 'post'>;

/** They differ in the name alone. */
const test = (kind: Kind) => `/projects/{project}/${kind}/test` as '/projects/{project}/jira/test';

export const trackersQuery = (project: string) =>
  $api.queryOptions('get', '/projects/{project}/trackers', { params: { path: { project } } });

/** The two halves of a connection: what stands in the project, and what stands beside it. @returns what is
 * stored then. */
export function useSaveConnection(project: string, kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ own, beside }: Bodies) => {
      if (own) await api.PUT('/projects/{project}', { params: { path: { project } }, body: own as never });
      const params = { path: { project, tracker: kind } };
      if (beside) await api.PUT('/projects/{project}/trackers/{tracker}', { params, body: beside });
      const all = await client.fetchQuery({ ...trackersQuery(project), staleTime: 0 });
      return all.find((one) => one.tracker === kind)!;
    },
    onError: () => client.invalidateQueries({ queryKey: trackersQuery(project).queryKey }),
  });
}

export const useTestConnection = (project: string, kind: Kind) =>
  useMutation({
    mutationFn: async (): Promise<TestReply> =>
      (await api.POST(test(kind), { params: { path: { project } } })).data!,
  });

/** Where the server is reached from outside, as its operator said. */
export const addressQuery = () =>
  queryOptions({
    queryKey: ['server-address'],
    queryFn: async () => (await api.GET('/auth/config')).data!.base_url || location.origin,
    staleTime: Number.POSITIVE_INFINITY,
  });
