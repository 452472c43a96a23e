import type { Issue } from '@/api/types';

/** Bars of the last day and of two weeks; nothing until the server has them. */
export function IssueTrend(_: { project: string; issue: Issue }) {
  return null;
}
