import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { ProjectListItem } from '@/api/types';
import { useTopic } from '@/live';

export const projectsQuery = () => $api.queryOptions('get', '/projects');
export const projectQuery = (project: string) =>
  $api.queryOptions('get', '/projects/{project}', { params: { path: { project } } });

/** Ids of projects; the document leaves the shape of this answer open. */
export const favoritesQuery = () =>
  queryOptions({
    queryKey: ['get', '/favorites'],
    queryFn: async () => (await api.GET('/favorites')).data as unknown as string[],
  });

/** Shown at once, put back when the server refuses. */
export function useToggleFavorite(project: string) {
  const client = useQueryClient();
  const key = favoritesQuery().queryKey;
  return useMutation({
    mutationFn: (on: boolean) => {
      const params = { path: { project } };
      return on
        ? api.PUT('/projects/{project}/favorite', { params })
        : api.DELETE('/projects/{project}/favorite', { params });
    },
    onMutate: (on) => {
      client.setQueryData<string[]>(key, (old = []) => [
        ...old.filter((id) => id !== project),
        ...(on ? [project] : []),
      ]);
    },
    onError: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function useProject(project: string) {
  return useQuery(projectQuery(project));
}

const REFRESH_AFTER = 2000;

/** Figures follow the stream, at most one read in two seconds however much happens. */
export function useLiveProjects(): void {
  const client = useQueryClient();
  useTopic('issues', () => refreshSoon(client));
}
let waiting = false;
function refreshSoon(client: QueryClient): void {
  if (waiting) return;
  waiting = true;
  window.setTimeout(() => {
    waiting = false;
    void client.invalidateQueries({ queryKey: projectsQuery().queryKey });
  }, REFRESH_AFTER);
}

export function useCreateProject() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (name: string) => {
      const { data } = await api.POST('/projects', { body: { name } });
      return data!;
    },
    onSuccess: (project) => {
      client.setQueryData(projectQuery(project.slug).queryKey, project);
      return client.invalidateQueries({ queryKey: projectsQuery().queryKey });
    },
  });
}

export interface ProjectPatch {
  name?: string;
  slug?: string;
  /** '' = letters, in no colour. */
  icon?: string;
  color?: string;
  default_cooldown_minutes?: number;
  max_events_per_issue?: number;
  warning_as_error?: boolean;
}
/** What the page of groupings changes. */
export interface GroupingPatch {
  route_grouping_enabled?: boolean;
  error_grouping_mode?: string;
  warning_grouping_mode?: string;
  info_grouping_mode?: string;
  stacktrace_rules?: unknown;
  /** The one whose routes follow from its convention, or generic. */
  framework?: string;
  version?: number;
}

export function useUpdateProject(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (patch: ProjectPatch | GroupingPatch) => {
      const params = { path: { project } };
      const { data } = await api.PUT('/projects/{project}', { params, body: patch as ProjectPatch });
      return data!;
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['get', '/projects'] });
      await client.invalidateQueries({ queryKey: ['get', '/projects/{project}'] });
    },
  });
}

export function useDeleteProject(project: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/projects/{project}', { params: { path: { project } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: projectsQuery().queryKey }),
  });
}

export type { ProjectListItem };
