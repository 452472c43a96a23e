/** Small reads around the list: counts of a query, facets, the last visit. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

const FRESH_MS = 30_000;

/** How many issues a query finds, by status too. `project` is a slug; undefined = all. */
export const queryCounts = (project: string | undefined, q: string) =>
  queryOptions({
    queryKey: ['issue-counts', project ?? '', q],
    queryFn: async ({ signal }) => {
      const query = q === '' ? {} : { q };
      if (project === undefined) {
        const { data } = await api.GET('/issues/counts', { params: { query }, signal });
        return data!;
      }
      const path = { project };
      const { data } = await api.GET('/projects/{project}/issues/counts', {
        params: { path, query },
        signal,
      });
      return data!;
    },
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });

export const queryFacets = (project: string | undefined, q: string) =>
  queryOptions({
    queryKey: ['issue-facets', project ?? '', q],
    queryFn: async ({ signal }) => {
      const query = q === '' ? {} : { q };
      if (project === undefined) {
        const { data } = await api.GET('/issues/facets', { params: { query }, signal });
        return data!;
      }
      const path = { project };
      const { data } = await api.GET('/projects/{project}/issues/facets', {
        params: { path, query },
        signal,
      });
      return data!;
    },
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });

/** When the reader looked at this list before. Noted once a tab: a reload is no visit. */
export const lastVisitQuery = (scope: string) =>
  queryOptions({
    queryKey: ['last-visit', scope],
    queryFn: async () => {
      const key = `gosnag.visit.${scope}`;
      const noted = sessionStorage.getItem(key);
      if (noted !== null) return noted === '' ? null : noted;
      const { data } = await api.PUT('/me/visits/{scope}', { params: { path: { scope } } });
      const previous = (data as { previous: string | null }).previous;
      sessionStorage.setItem(key, previous ?? '');
      return previous;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
