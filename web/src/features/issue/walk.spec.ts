import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { IssueListItem } from '@/api/types';
import { LIST } from './issue.queries';
import { findPlace, placeIn } from './walk';

const list = ['a', 'b', 'c'].map((id) => ({ id }) as IssueListItem);

it('the neighbours and the place in the list are known, the ends have one', () => {
  expect(placeIn(list, 38, 'b')).toEqual({ position: 2, total: 38, previous: list[0], next: list[2] });
  expect(placeIn(list, 3, 'c')).toMatchObject({ position: 3, next: undefined });
  expect(placeIn(list, 3, 'x')).toBeUndefined();
});
it('of several lists the newest that has the issue is walked', () => {
  const client = new QueryClient();
  const put = (name: string, issues: IssueListItem[], updatedAt: number) =>
    client.setQueryData(
      [LIST, name],
      { pages: [{ issues, total: issues.length }], pageParams: [''] },
      { updatedAt },
    );
  put('old', list, 1);
  put('new', [list[1]!, list[0]!], 2);
  put('newest', [list[2]!], 3);
  expect(findPlace(client, 'a')).toMatchObject({ position: 2, total: 2, previous: list[1] });
  expect(findPlace(client, 'x')).toBeUndefined();
});
