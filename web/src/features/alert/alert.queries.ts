import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Answer } from '@/api/types';
import type { AlertBody } from './alertDraft';

export type Alert = Answer<'/projects/{project}/alerts'>[number];
export type Delivery = Answer<'/projects/{project}/alerts/{alert}/deliveries'>['items'][number];
export type TestReply = Answer<'/projects/{project}/alerts/{alert}/test', 'post'>;

const ALERTS = 'alerts';
const DELIVERIES = 'alert-deliveries';
/** Deliveries are tried by the minute. */
const FRESH_EVERY = 10_000;

export const alertsQuery = (project: string) =>
  queryOptions({
    queryKey: [ALERTS, project],
    queryFn: async ({ signal }) =>
      (await api.GET('/projects/{project}/alerts', { params: { path: { project } }, signal })).data!,
  });

/** One of the list: a reader who may not open one alone sees it too. */
export function useAlert(project: string, alert: string) {
  return useQuery({
    ...alertsQuery(project),
    select: (alerts) => alerts.find((one) => one.id === alert) ?? null,
  });
}

export const deliveriesQuery = (project: string, alert: string) =>
  infiniteQueryOptions({
    queryKey: [DELIVERIES, project, alert],
    queryFn: async ({ pageParam, signal }) => {
      const { data } = await api.GET('/projects/{project}/alerts/{alert}/deliveries', {
        params: { path: { project, alert }, query: { limit: 20, cursor: pageParam } },
        signal,
      });
      return data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: FRESH_EVERY,
  });

function useWrite<V, R>(project: string, run: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: [ALERTS, project] }),
  });
}

export const useSaveAlert = (project: string) =>
  useWrite(project, async ({ body, id }: { body: AlertBody; id?: string }): Promise<Alert> => {
    const call = id
      ? api.PUT('/projects/{project}/alerts/{alert}', {
          params: { path: { project, alert: id } },
          body: body as never,
        })
      : api.POST('/projects/{project}/alerts', { params: { path: { project } }, body: body as never });
    return (await call).data!;
  });

export const useDeleteAlert = (project: string) =>
  useWrite(project, ({ id, version }: Alert) =>
    api.DELETE('/projects/{project}/alerts/{alert}', {
      params: { path: { project, alert: id ?? '' }, query: { version } },
    }),
  );

function useLogWrite<V, R>(project: string, alert: string, run: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: [DELIVERIES, project, alert] }),
  });
}

export const useTestAlert = (project: string, alert: string) =>
  useLogWrite(project, alert, async (_: undefined): Promise<TestReply> => {
    const call = api.POST('/projects/{project}/alerts/{alert}/test', {
      params: { path: { project, alert } },
    });
    return (await call).data!;
  });

/** What a webhook of that shape would be sent now. */
export function useMessage(project: string) {
  return useMutation({
    mutationFn: async (body: { format: string; template: string; name: string }) => {
      const call = api.POST('/projects/{project}/alerts/message', { params: { path: { project } }, body });
      return (await call).data!.body;
    },
  });
}

export const useRetryDelivery = (project: string, alert: string) =>
  useLogWrite(project, alert, (delivery: string) =>
    api.POST('/projects/{project}/alerts/{alert}/deliveries/{delivery}/retry', {
      params: { path: { project, alert, delivery } },
    }),
  );
