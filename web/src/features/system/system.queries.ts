/** What admins look at. Lists come in pages of a cursor. */
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { toast } from '@/ui/toast';

const PAGE = 50;
const SYSTEM = 'system';

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
