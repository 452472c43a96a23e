import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import { toast } from '@/ui/toast';
import type { ListState, SavedView } from './views';

/** Of the project and those of all projects; the sidebar reads the same. */
export const viewsQuery = (project?: string) =>
  $api.queryOptions('get', '/views', { params: { query: project ? { project } : {} } });

const wire = ({ q, sort, columns, density }: ListState) => ({
  q,
  sort,
  since: '',
  columns: [...columns],
  density,
});

function useViewChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => client.invalidateQueries({ queryKey: ['get', '/views'] }),
    onError: (error) => toast('The view was not saved.', { tone: 'error', detail: errorText(error) }),
  });
}

export interface NewView {
  name: string;
  shared: boolean;
  /** uuid; undefined = of all projects. */
  project?: string;
  state: ListState;
}

export const useCreateView = () =>
  useViewChange(async ({ name, shared, project, state }: NewView) => {
    const body = { name, shared, ...(project ? { project_id: project } : {}), ...wire(state) };
    return (await api.POST('/views', { body })).data!;
  });

export interface ViewChange {
  view: SavedView;
  name?: string;
  shared?: boolean;
  state?: ListState;
}

/** Carries the version: what somebody else saved meanwhile is not overwritten unseen. */
export const useUpdateView = () =>
  useViewChange(async ({ view, name, shared, state }: ViewChange) => {
    const body = { version: view.version, name, shared, ...(state ? wire(state) : {}) };
    const params = { path: { view: view.id } };
    return (await api.PUT('/views/{view}', { params, body })).data!;
  });

export const useDeleteView = () =>
  useViewChange(async (view: SavedView) => {
    const params = { path: { view: view.id }, query: { version: view.version } };
    await api.DELETE('/views/{view}', { params });
  });
