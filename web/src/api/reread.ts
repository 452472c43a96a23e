import type { QueryClient } from '@tanstack/react-query';

const OF_AN_EVENT = '/events/{event}/';

/**
 * After issues have been joined or parted: all that stands on the page is read anew, except what belongs
 * to an event and goes with it. The event on the page may be of another issue by now, where it is not found.
 */
export function rereadIssues(client: QueryClient): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => !String(queryKey[1]).includes(OF_AN_EVENT),
  });
}
