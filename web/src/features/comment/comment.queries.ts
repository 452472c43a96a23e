import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import type { Answer } from '@/api/types';
import { toast } from '@/ui/toast';

export type Comment = Answer<'/projects/{project}/issues/{issue}/comments'>[number];
export type Activity = Answer<'/projects/{project}/issues/{issue}/activities'>['activities'][number];

export interface IssueAddress {
  project: string;
  issue: string;
}

export const commentsQuery = (path: IssueAddress) =>
  $api.queryOptions('get', '/projects/{project}/issues/{issue}/comments', { params: { path } });

export const activitiesQuery = (path: IssueAddress) =>
  $api.queryOptions('get', '/projects/{project}/issues/{issue}/activities', { params: { path } });

function useReread(path: IssueAddress) {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: commentsQuery(path).queryKey }),
      client.invalidateQueries({ queryKey: activitiesQuery(path).queryKey }),
    ]);
}

const refused = (error: unknown) =>
  toast('Nothing was changed.', { tone: 'error', detail: errorText(error) });

/** Failures are the composer's to say: the text stays where it is. */
export function usePostComment(path: IssueAddress) {
  const reread = useReread(path);
  return useMutation({
    mutationFn: (body: { body: string; parent_id?: string }) =>
      api.POST('/projects/{project}/issues/{issue}/comments', { params: { path }, body }),
    onSuccess: reread,
  });
}

export function useEditComment(path: IssueAddress) {
  const reread = useReread(path);
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; body: string; version: number }) =>
      api.PUT('/projects/{project}/issues/{issue}/comments/{comment}', {
        params: { path: { ...path, comment: id } },
        body,
      }),
    onSettled: reread,
  });
}

export function useDeleteComment(path: IssueAddress) {
  const reread = useReread(path);
  return useMutation({
    mutationFn: (comment: string) =>
      api.DELETE('/projects/{project}/issues/{issue}/comments/{comment}', {
        params: { path: { ...path, comment } },
      }),
    onSuccess: reread,
    onError: refused,
  });
}
