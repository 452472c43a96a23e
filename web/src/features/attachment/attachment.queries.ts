import { queryOptions, useQuery } from '@tanstack/react-query';
import { $api, callServer } from '@/api/client';
import type { Answer } from '@/api/types';
import { type ViewNode, viewTree } from './viewTree';

export type Attachment = Answer<'/projects/{project}/issues/{issue}/events/{event}/attachments'>[number];

export interface EventRef {
  project: string;
  issue: string;
  event: string;
}

export function attachmentsQuery({ project, issue, event }: EventRef) {
  return $api.queryOptions('get', '/projects/{project}/issues/{issue}/events/{event}/attachments', {
    params: { path: { project, issue, event } },
  });
}

export function attachmentUrl({ project, issue, event }: EventRef, id: string, download = false): string {
  const parts = ['projects', project, 'issues', issue, 'events', event, 'attachments', id];
  return `/api/v1/${parts.map(encodeURIComponent).join('/')}${download ? '?download=true' : ''}`;
}

/** Read as text when somebody opens it: it may be large. */
export function useViewTree(ref: EventRef, id: string, on: boolean) {
  return useQuery(
    queryOptions({
      queryKey: ['view-hierarchy', ref, id],
      enabled: on,
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: async ({ signal }): Promise<ViewNode[]> => {
        const url = new URL(attachmentUrl(ref, id), location.origin);
        const response = await callServer(new Request(url, { signal, credentials: 'same-origin' }));
        return viewTree(await response.json());
      },
    }),
  );
}
