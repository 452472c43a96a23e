/** What admins look at. Lists come in pages of a cursor. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { toast } from '@/ui/toast';

const PAGE = 50;
const SYSTEM = 'system';
/** The stream tells rates and queue; these are read again for the rest. */
const FRESH_MS = 15_000;
const SLOW_MS = 60_000;

export const summaryQuery = () =>
  queryOptions({
    queryKey: [SYSTEM, 'summary'],
    queryFn: async ({ signal }) => (await api.GET('/system/summary', { signal })).data!,
    refetchInterval: FRESH_MS,
  });

export const ratesQuery = (range: string) =>
  queryOptions({
    queryKey: [SYSTEM, 'rates', range],
    queryFn: async ({ signal }) =>
      (await api.GET('/system/rates', { params: { query: { range } }, signal })).data!,
    refetchInterval: FRESH_MS,
  });

export const storageQuery = () =>
  queryOptions({
    queryKey: [SYSTEM, 'storage'],
    queryFn: async ({ signal }) => (await api.GET('/system/storage', { signal })).data!,
    refetchInterval: SLOW_MS,
  });

export const workersQuery = () =>
  queryOptions({
    queryKey: [SYSTEM, 'workers'],
    queryFn: async ({ signal }) => (await api.GET('/system/workers', { signal })).data!,
    refetchInterval: FRESH_MS,
  });

export const configQuery = () =>
  queryOptions({
    queryKey: [SYSTEM, 'config'],
    queryFn: async ({ signal }) => (await api.GET('/system/config', { signal })).data!,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const auditQuery = () =>
  infiniteQueryOptions({
    queryKey: [SYSTEM, 'audit'],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam };
      return (await api.GET('/system/audit', { params: { query }, signal })).data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const outboxQuery = (state: string) =>
  infiniteQueryOptions({
    queryKey: [SYSTEM, 'outbox', state],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam, ...(state ? { state } : {}) };
      return (await api.GET('/system/outbox', { params: { query: query as never }, signal })).data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const quarantineQuery = () =>
  infiniteQueryOptions({
    queryKey: [SYSTEM, 'quarantine'],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam };
      return (await api.GET('/system/quarantine', { params: { query }, signal })).data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** A verb on one row; its list is read again. */
export function useSystemVerb(run: (id: string) => Promise<unknown>, done: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => {
      toast(done);
      return client.invalidateQueries({ queryKey: [SYSTEM] });
    },
    onError: (error) => toast('That did not work.', { tone: 'error', detail: errorText(error) }),
  });
}
