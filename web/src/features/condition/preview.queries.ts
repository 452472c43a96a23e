import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/api/client';
import type { Answer } from '@/api/types';
import { type Group, isWhole } from './tree';
import { treeJson } from './treeJson';

export type Preview = Answer<'/projects/{project}/conditions/preview', 'post'>;

const SETTLE_MS = 300;
const FRESH_MS = 30_000;

/** The last whole value, once it has stood still for a moment; '' = there was none. */
function useSettled(value: string, isWhole: boolean): string {
  const [settled, setSettled] = useState(isWhole ? value : '');
  useEffect(() => {
    if (!isWhole) return;
    const timer = window.setTimeout(() => setSettled(value), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [value, isWhole]);
  return settled;
}

const previewQuery = (project: string, body: string) =>
  queryOptions({
    queryKey: ['condition-preview', project, body],
    queryFn: async ({ signal }): Promise<Preview> => {
      const call = api.POST('/projects/{project}/conditions/preview', {
        params: { path: { project } },
        body: JSON.parse(body),
        signal,
      });
      return (await call).data!;
    },
    staleTime: FRESH_MS,
    refetchInterval: FRESH_MS,
    retry: false,
  });

export interface PreviewState {
  data: Preview | undefined;
  error: unknown;
  isFetching: boolean;
  /** A gap, which one sees: nothing is asked. */
  isPaused: boolean;
  alert?: AlertPreview;
}

/** Of an alert: also when it would have rung, by the reader's clock. */
export interface AlertPreview {
  throttle: number;
  /** How many people or programs each ring goes to. */
  people: number;
}

/** What the tree would have said, once typing rests; what was asked before is given up. */
export function usePreview(project: string, tree: Group, alert?: AlertPreview): PreviewState {
  const whole = isWhole(tree);
  const replay = alert && {
    kind: 'alert',
    throttle_minutes: alert.throttle,
    utc_offset_min: -new Date().getTimezoneOffset(),
  };
  const body = useSettled(JSON.stringify({ conditions: treeJson(tree), ...replay }), whole);
  const query = useQuery({
    ...previewQuery(project, body),
    enabled: whole && body !== '',
    placeholderData: keepPreviousData,
  });
  return {
    data: query.data,
    error: query.error,
    isFetching: query.isFetching,
    isPaused: !whole,
    alert,
  };
}
