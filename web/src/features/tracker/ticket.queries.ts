/** Tickets of one issue: read, made, linked, let go. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Answer } from '@/api/types';
import { useTopic } from '@/live';
import type { Kind } from './trackers';

export type Ticket = Answer<'/projects/{project}/issues/{issue}/trackers'>[number];
export type TicketPreview = Answer<'/projects/{project}/issues/{issue}/trackers/preview'>;
export type Made = Answer<'/projects/{project}/issues/{issue}/github', 'post'> & { key?: string };

export interface IssueAddress {
  project: string;
  /** Its uuid. */
  issue: string;
}

/** While one is being made. */
const SOON = 3000;

const ticketsQuery = (path: IssueAddress) =>
  $api.queryOptions('get', '/projects/{project}/issues/{issue}/trackers', { params: { path } });

export const previewQuery = (path: IssueAddress) =>
  $api.queryOptions('get', '/projects/{project}/issues/{issue}/trackers/preview', { params: { path } });

const isUnderWay = ({ state, error }: Ticket) => state === 'wanted' && error === '';

export function useTickets(at: IssueAddress) {
  const client = useQueryClient();
  const options = ticketsQuery(at);
  useTopic(`issue:${at.issue}`, ({ event, patch }) => {
    if (event === 'issue' && patch && ('version' in patch || 'status' in patch))
      void client.invalidateQueries({ queryKey: options.queryKey });
  });
  return useQuery({
    ...options,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? SOON : false),
  });
}

/** They differ in the name alone. */
const makePath = (kind: Kind) =>
  `/projects/{project}/issues/{issue}/${kind}` as '/projects/{project}/issues/{issue}/github';
const linkPath = (kind: Kind) =>
  `/projects/{project}/issues/{issue}/${kind}/link` as '/projects/{project}/issues/{issue}/github/link';

/** What shows tickets is read anew, whatever came of it: also a failure stands in the list. */
function useTicketVerb<V, R>(at: IssueAddress, run: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    // Not waited for: the row that was pressed may be gone with them.
    onSettled: () => {
      for (const queryKey of [
        ticketsQuery(at).queryKey,
        ['get', '/projects/{project}/issues/{issue}/activities'],
        ['get', '/projects/{project}/issues/{issue}'],
        ['issue-list'],
      ])
        void client.invalidateQueries({ queryKey });
    },
  });
}

export const useMakeTicket = (path: IssueAddress) =>
  useTicketVerb(path, async ({ kind, title }: { kind: Kind; title?: string }): Promise<Made> => {
    const body = title === undefined ? {} : { title };
    return (await api.POST(makePath(kind), { params: { path }, body })).data!;
  });

export const useLinkTicket = (path: IssueAddress) =>
  useTicketVerb(path, async ({ kind, key }: { kind: Kind; key: string }): Promise<Made> => {
    return (await api.PUT(linkPath(kind), { params: { path }, body: { key } })).data!;
  });

export const useUnlinkTicket = (path: IssueAddress) =>
  useTicketVerb(path, (kind: Kind): Promise<unknown> => api.DELETE(linkPath(kind), { params: { path } }));
