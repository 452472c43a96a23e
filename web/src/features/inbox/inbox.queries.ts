import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import type { Answer } from '@/api/types';
import { toast } from '@/ui/toast';
import { unread } from './unread';

export type Notification = Answer<'/notifications'>['items'][number];

const PAGE = 50;
const INBOX = 'inbox';

export const inboxQuery = (onlyUnread: boolean) =>
  infiniteQueryOptions({
    queryKey: [INBOX, onlyUnread],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam, ...(onlyUnread ? { unread: true } : {}) };
      const { data } = await api.GET('/notifications', { params: { query: query as never }, signal });
      unread.set(data!.unread);
      return data!;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export function useRereadInbox() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [INBOX] });
}

/** Some of them, or all up to now. */
export function useMarkRead() {
  const reread = useRereadInbox();
  return useMutation({
    mutationFn: async (which: { ids: string[] } | { all: true; before: string }) =>
      (await api.POST('/notifications/read', { body: which })).data!,
    onSuccess: (answer) => {
      unread.set(answer.unread);
      return reread();
    },
    onError: (error) => toast('Nothing was marked.', { tone: 'error', detail: errorText(error) }),
  });
}
