import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import type { Answer, ProjectListItem } from '@/api/types';
import { toast } from '@/ui/toast';
import { projectsQuery } from './project.queries';

export type Group = Answer<'/groups'>[number];

export const groupsQuery = () => $api.queryOptions('get', '/groups');

interface GroupPatch {
  id?: string | undefined;
  name: string;
  default_slack_webhook_url?: string;
  clear_default_slack_webhook_url?: boolean;
}

function useReread() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: groupsQuery().queryKey }),
      client.invalidateQueries({ queryKey: projectsQuery().queryKey }),
    ]);
}

/** Without an id a new group is made. */
export function useSaveGroup() {
  const reread = useReread();
  return useMutation({
    mutationFn: async ({ id, ...body }: GroupPatch) => {
      const { data } =
        id === undefined
          ? await api.POST('/groups', { body })
          : await api.PUT('/groups/{group}', { params: { path: { group: id } }, body });
      return data!;
    },
    onSuccess: reread,
  });
}

/** Its projects stay, in no group. */
export function useDeleteGroup() {
  const reread = useReread();
  return useMutation({
    mutationFn: (group: string) => api.DELETE('/groups/{group}', { params: { path: { group } } }),
    onSuccess: reread,
  });
}

const refused = (error: unknown) =>
  toast('Nothing was changed.', { tone: 'error', detail: errorText(error) });

/** Projects as the cache holds them, changed at once and put back when the server refuses. */
function useProjectsAtOnce() {
  const client = useQueryClient();
  const key = projectsQuery().queryKey;
  return async (change: (all: ProjectListItem[]) => ProjectListItem[], write: () => Promise<unknown>) => {
    await client.cancelQueries({ queryKey: key });
    const before = client.getQueryData(key);
    client.setQueryData(key, (all: ProjectListItem[] | undefined) => all && change(all));
    try {
      await write();
    } catch (error) {
      client.setQueryData(key, before);
      refused(error);
      throw error;
    } finally {
      void client.invalidateQueries({ queryKey: key });
    }
  };
}

/** All projects, in the order they shall have for everybody. */
export function useReorder() {
  const atOnce = useProjectsAtOnce();
  const put = (ids: readonly string[]) =>
    atOnce(
      (all) => [...all].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      () =>
        api.PUT('/projects/reorder', {
          body: ids.map((id, position) => ({ id, position })),
        }),
    );
  return async (ids: readonly string[], before: readonly string[]) => {
    await put(ids);
    toast('Order saved.', { detail: 'It is everybody’s.', undo: () => put(before) });
  };
}

/** null takes it out of its group. */
export function useMoveToGroup() {
  const atOnce = useProjectsAtOnce();
  const reread = useReread();
  const put = async (project: ProjectListItem, group: Group | null) => {
    const place = { group_id: group?.id ?? null, group_name: group?.name };
    await atOnce(
      (all) => all.map((one) => (one.id === project.id ? ({ ...one, ...place } as ProjectListItem) : one)),
      () =>
        api.PUT('/projects/{project}', {
          params: { path: { project: project.id } },
          body: { group_id: place.group_id } as never,
        }),
    );
    await reread();
  };
  return async (project: ProjectListItem, group: Group | null, was: Group | null) => {
    await put(project, group);
    toast(group ? `${project.name} is in ${group.name} now.` : `${project.name} is in no group now.`, {
      undo: () => put(project, was),
    });
  };
}
