/** Sections of a project's settings: filters, limits, scrubbing. One shape of read and write. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Filters, Limits, Scrubbing } from '@/api/types';

export interface Sections {
  filters: Filters;
  limits: Limits;
  scrubbing: Scrubbing;
}
export type SectionName = keyof Sections;

const at = {
  filters: '/projects/{project}/settings/filters',
  limits: '/projects/{project}/settings/limits',
  scrubbing: '/projects/{project}/settings/scrubbing',
} as const;
/** The three differ in their bodies only; the caller's type says which it is. */
type One = (typeof at)['filters'];

export const sectionQuery = <N extends SectionName>(project: string, name: N) =>
  queryOptions({
    queryKey: ['get', at[name], project],
    queryFn: async () => {
      const { data } = await api.GET(at[name] as One, { params: { path: { project } } });
      return data as unknown as Sections[N];
    },
  });

export function useSaveSection<N extends SectionName>(project: string, name: N) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (patch: Partial<Sections[N]>) => {
      const params = { path: { project } };
      const body = patch as Partial<Filters> & { version: number };
      const { data } = await api.PUT(at[name] as One, { params, body });
      return data as unknown as Sections[N];
    },
    onSuccess: (next) => client.setQueryData(sectionQuery(project, name).queryKey, next as never),
  });
}
