import { useQueries, useQuery } from '@tanstack/react-query';
import { queryCounts } from './list.queries';
import type { ListView } from './views';

/** Those that the states alone do not tell. */
const asked = ['triage', 'mine'];

/** How many are in each view; of saved ones only in the one that is shown. */
export function useViewCounts(
  project: string | undefined,
  views: readonly ListView[],
  current: string,
  total: number | undefined,
  calm: boolean,
): Record<string, number | undefined> {
  const base = useQuery({ ...queryCounts(project, ''), enabled: calm });
  const others = useQueries({
    queries: asked.map((id) => ({
      ...queryCounts(project, views.find((view) => view.id === id)!.q),
      enabled: calm,
    })),
  });
  const status = base.data?.by_status as Record<string, number> | undefined;
  return {
    today: base.data?.today,
    reopened: status && (status.reopened ?? 0),
    snoozed: status && (status.snoozed ?? 0),
    all: base.data?.total,
    ...Object.fromEntries(asked.map((id, i) => [id, others[i]!.data?.total])),
    ...(total === undefined ? {} : { [current]: total }),
  };
}
