import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Answer } from '@/api/types';
import { afterPaint } from '@/lib/paint';
import { eventQuery } from '../issue.queries';
import type { EventFilter } from './eventFilter';

export type EventStep = Answer<'/projects/{project}/issues/{issue}/events/{event}'>;

/** What is being read stays as it is, however many events come: nothing is fetched again by itself. */
export function useEventStep(project: string, issue: string, event: string, filter: EventFilter) {
  const client = useQueryClient();
  const query = useQuery({
    ...eventQuery(project, issue, event, filter),
    staleTime: Number.POSITIVE_INFINITY,
    // The event before stays until the next is there, but never one of another issue.
    placeholderData: (before, from) => {
      const params = from?.queryKey[2]?.params?.path;
      return params?.issue === issue && params.project === project ? before : undefined;
    },
  });
  const { data: step, isPlaceholderData } = query;
  useEffect(() => {
    if (step && !isPlaceholderData)
      client.setQueryData(eventQuery(project, issue, step.event.id, filter).queryKey, step);
  }, [client, step, isPlaceholderData, project, issue, filter]);
  return query;
}

/** Reads the events before and after ahead, once the one that is shown is drawn. */
export function useNearEvents(
  project: string,
  issue: string,
  /** None = it is not drawn yet. */
  step: EventStep | undefined,
  filter: EventFilter,
) {
  const client = useQueryClient();
  useEffect(
    () =>
      afterPaint(() => {
        for (const near of [step?.prev, step?.next]) {
          if (near)
            void client.prefetchQuery({ ...eventQuery(project, issue, near, filter), staleTime: 60_000 });
        }
      }),
    [client, step, project, issue, filter],
  );
}
