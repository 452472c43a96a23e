import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Keys of the search language whose values are those of a condition. */
const keys: Record<string, string> = {
  platform: 'platform',
  environment: 'environment',
  release: 'release',
  first_release: 'release',
  assignee: 'assigned',
  logger: 'logger',
  user: 'user',
};
const SEEN_MS = 60_000;

/** Where a condition's values are looked up; undefined = they are not known. */
export function suggestKey(type: string, key: string): string | undefined {
  return type === 'tag' ? key.trim() || undefined : keys[type];
}

/** Values that the project's events have, as the search proposes them. */
export const valuesQuery = (project: string, key: string, typed: string) =>
  queryOptions({
    queryKey: ['condition-values', project, key, typed],
    queryFn: async ({ signal }): Promise<string[]> => {
      const q = `${key}:${typed}`;
      const query = { project, q, at: new TextEncoder().encode(q).length };
      const { data } = await api.GET('/search/suggest', { params: { query }, signal });
      return data!.items.map((item) => item.text.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1'));
    },
    staleTime: SEEN_MS,
    placeholderData: keepPreviousData,
  });
