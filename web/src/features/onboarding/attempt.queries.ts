import { useQuery, useQueryClient } from '@tanstack/react-query';
import { $api } from '@/api/client';
import type { Attempt } from '@/api/types';
import { useTopic } from '@/live';
import { isEvent } from './accepted';

const SHOWN_MOST = 50;
const WAITING_EVERY = 3000;

export const attemptsQuery = (project: string) =>
  $api.queryOptions('get', '/projects/{project}/ingest-attempts', { params: { path: { project } } });

/** The last requests of SDKs, newest first, new ones as they come. */
export function useAttempts(project: string, projectId: string | undefined) {
  const client = useQueryClient();
  const key = attemptsQuery(project).queryKey;
  useTopic(projectId && `attempts:${projectId}`, (message) => {
    const attempt = message.patch as Partial<Attempt> | undefined;
    if (message.event !== 'attempt' || !attempt?.at) {
      void client.invalidateQueries({ queryKey: key });
      return;
    }
    client.setQueryData(key, (old: { items: Attempt[] } | undefined) => ({
      ...old,
      items: [attempt as Attempt, ...(old?.items ?? [])].slice(0, SHOWN_MOST),
    }));
  });
  return useQuery({
    ...attemptsQuery(project),
    staleTime: 0,
    // Somebody is waiting in front of the screen: asked for until the first event is in.
    refetchInterval: ({ state }) => (state.data?.items.some(isEvent) ? false : WAITING_EVERY),
  });
}
