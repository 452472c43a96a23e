import { useQuery } from '@tanstack/react-query';
import { $api } from '@/api/client';
import type { Person as User } from '@/api/types';

export type Person = Pick<User, 'id' | 'name' | 'email'>;

const PEOPLE_MOST = 6;
const NAME = /(?:^|\s)@([^\s@]*)$/;
const none: never[] = [];

/** Who the half-typed `@name` before the caret may mean; asked for when one is begun. */
export function useMention(before: string) {
  const asked = NAME.exec(before)?.[1];
  const people = useQuery({
    ...$api.queryOptions('get', '/users'),
    enabled: asked !== undefined,
    staleTime: 60_000,
  });
  if (asked === undefined) return { needle: '', found: none as Person[] };
  const needle = asked.toLowerCase();
  const found: Person[] = (people.data ?? [])
    .filter((one) => one.status === 'active')
    .filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(needle))
    .slice(0, PEOPLE_MOST);
  return { needle, found };
}

/** As comments keep it; no bracket of a name may end it. */
export function mentionOf(person: Person): string {
  return `@[${(person.name || person.email).replace(/[[\]\n]/g, '')}](user:${person.id}) `;
}
