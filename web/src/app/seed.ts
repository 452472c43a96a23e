import type { QueryClient } from '@tanstack/react-query';
import { boot } from '@/api/bootstrap';
import { $api } from '@/api/client';

/** What came with the page needs no round trip. */
export function seedQueries(client: QueryClient): QueryClient {
  if (boot.projects && (boot.projects_total ?? 0) <= boot.projects.length) {
    client.setQueryData($api.queryOptions('get', '/projects').queryKey, boot.projects);
  }
  if (boot.groups) client.setQueryData($api.queryOptions('get', '/groups').queryKey, boot.groups);
  if (boot.favorites) client.setQueryData(['get', '/favorites'], boot.favorites);
  return client;
}
