import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';

export interface KeyPatch {
  label?: string;
  is_enabled?: boolean;
  per_minute?: number;
  per_hour?: number;
  per_day?: number;
}

export const keysQuery = (project: string) =>
  $api.queryOptions('get', '/projects/{project}/keys', { params: { path: { project } } });

function useKeyChange<Input>(project: string, mutationFn: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: keysQuery(project).queryKey }),
  });
}

/** Without an id a new key is made. */
export function useSaveKey(project: string) {
  return useKeyChange(project, ({ id, patch }: { id: string | undefined; patch: KeyPatch }) =>
    id === undefined
      ? api.POST('/projects/{project}/keys', { params: { path: { project } }, body: patch })
      : api.PUT('/projects/{project}/keys/{key}', { params: { path: { project, key: id } }, body: patch }),
  );
}

export function useDeleteKey(project: string) {
  return useKeyChange(project, (key: string) =>
    api.DELETE('/projects/{project}/keys/{key}', { params: { path: { project, key } } }),
  );
}
