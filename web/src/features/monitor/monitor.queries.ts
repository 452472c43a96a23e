import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Answer } from '@/api/types';

/** Runs come by the minute: what is shown is seldom older. */
const FRESH_EVERY = 15_000;
const PAGE = 100;
const LIST = 'monitor-list';
const RUNS = 'monitor-runs';

type MonitorList = Answer<'/projects/{project}/monitors'>;
type RunList = Answer<'/projects/{project}/monitors/{monitor}/checkins'>;

export const monitorsQuery = (project: string) =>
  infiniteQueryOptions({
    queryKey: [LIST, project],
    queryFn: async ({ pageParam, signal }): Promise<MonitorList> => {
      const query = { limit: PAGE, cursor: pageParam };
      const { data } = await api.GET('/projects/{project}/monitors', {
        params: { path: { project }, query },
        signal,
      });
      return data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: FRESH_EVERY,
  });

export const monitorQuery = (project: string, monitor: string) => ({
  ...$api.queryOptions('get', '/projects/{project}/monitors/{monitor}', {
    params: { path: { project, monitor } },
  }),
  refetchInterval: FRESH_EVERY,
});

export const runsQuery = (project: string, monitor: string, environment: string) =>
  infiniteQueryOptions({
    queryKey: [RUNS, project, monitor, environment],
    queryFn: async ({ pageParam, signal }): Promise<RunList> => {
      const query = { environment, cursor: pageParam };
      const { data } = await api.GET('/projects/{project}/monitors/{monitor}/checkins', {
        params: { path: { project, monitor }, query },
        signal,
      });
      return data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: FRESH_EVERY,
  });

export interface MonitorChange {
  is_muted?: boolean;
  is_enabled?: boolean;
}

export function useChangeMonitor(project: string, monitor: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: MonitorChange) =>
      api.PUT('/projects/{project}/monitors/{monitor}', { params: { path: { project, monitor } }, body }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: monitorQuery(project, monitor).queryKey });
      void client.invalidateQueries({ queryKey: [LIST, project] });
    },
  });
}

export function useDeleteMonitor(project: string, monitor: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      api.DELETE('/projects/{project}/monitors/{monitor}', { params: { path: { project, monitor } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [LIST, project] }),
  });
}
