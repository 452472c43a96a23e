/** The list one came from, walked without going back. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { IssueList, IssueListItem } from '@/api/types';
import { LIST } from './issue.queries';

export interface Place {
  /** From 1. */
  position: number;
  total: number;
  previous: IssueListItem | undefined;
  next: IssueListItem | undefined;
}

export function placeIn(list: readonly IssueListItem[], total: number, id: string): Place | undefined {
  const at = list.findIndex((issue) => issue.id === id);
  if (at < 0) return undefined;
  return {
    position: at + 1,
    total: Math.max(total, list.length),
    previous: list[at - 1],
    next: list[at + 1],
  };
}

/** Of the lists that were read, the newest that has this issue. */
export function findPlace(client: QueryClient, id: string): Place | undefined {
  const lists = client
    .getQueryCache()
    .findAll({ queryKey: [LIST] })
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const { state } of lists) {
    const data = state.data as InfiniteData<IssueList, string> | undefined;
    const place =
      data &&
      placeIn(
        data.pages.flatMap((page) => page.issues),
        data.pages[0]?.total ?? 0,
        id,
      );
    if (place) return place;
  }
  return undefined;
}
