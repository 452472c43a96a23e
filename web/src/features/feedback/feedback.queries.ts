import { infiniteQueryOptions, keepPreviousData, useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Answer } from '@/api/types';

export type FeedbackPageData = Answer<'/projects/{project}/feedback'>;
export type Feedback = FeedbackPageData['items'][number];
export type FeedbackStatus = 'new' | 'resolved' | 'spam';

const PAGE = 50;

export function feedbackListQuery(project: string, status: FeedbackStatus | '') {
  return infiniteQueryOptions({
    queryKey: ['feedback', project, status],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }): Promise<FeedbackPageData> => {
      const query = { limit: PAGE, status: status || undefined, cursor: pageParam || undefined };
      const { data } = await api.GET('/projects/{project}/feedback', {
        params: { path: { project }, query },
        signal,
      });
      return data!;
    },
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function issueFeedbackQuery(project: string, issue: string) {
  return $api.queryOptions('get', '/projects/{project}/issues/{issue}/feedback', {
    params: { path: { project, issue } },
  });
}

export function useSetFeedbackStatus(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ one, status }: { one: Feedback; status: FeedbackStatus }) =>
      api.PUT('/projects/{project}/feedback/{feedback}', {
        params: { path: { project, feedback: one.id } },
        body: { status, version: one.version },
      }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['feedback', project] }),
        client.invalidateQueries({
          queryKey: ['get', '/projects/{project}/issues/{issue}/feedback'],
        }),
      ]),
  });
}
