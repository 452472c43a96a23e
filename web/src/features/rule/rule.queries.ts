import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Kind, Rule } from './ruleDraft';

const RULES = 'rules';
const ORDER = 'rule-order';

export const rulesQuery = (project: string, kind: Kind) =>
  queryOptions({
    queryKey: [RULES, project, kind],
    queryFn: async ({ signal }): Promise<Rule[]> => {
      const options = { params: { path: { project } }, signal };
      if (kind === 'tags') return (await api.GET('/projects/{project}/tag-rules', options)).data! as Rule[];
      return (await api.GET('/projects/{project}/priority-rules', options)).data! as Rule[];
    },
  });

export function useRule(project: string, kind: Kind, rule: string) {
  return useQuery({
    ...rulesQuery(project, kind),
    enabled: rule !== 'new',
    select: (rules) => rules.find((one) => one.id === rule) ?? null,
  });
}

function useWrite<V, R>(project: string, kind: Kind, run: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: [RULES, project, kind] }),
  });
}

interface Saved {
  body: Record<string, unknown>;
  id?: string;
}

export const useSaveRule = (project: string, kind: Kind) =>
  useWrite(project, kind, async ({ body, id = '' }: Saved): Promise<Rule> => {
    const of = body as never;
    const path = { project };
    if (kind === 'tags') {
      const call = id
        ? api.PUT('/projects/{project}/tag-rules/{tag_rule}', {
            params: { path: { project, tag_rule: id } },
            body: of,
          })
        : api.POST('/projects/{project}/tag-rules', { params: { path }, body: of });
      return (await call).data! as Rule;
    }
    const call = id
      ? api.PUT('/projects/{project}/priority-rules/{priority_rule}', {
          params: { path: { project, priority_rule: id } },
          body: of,
        })
      : api.POST('/projects/{project}/priority-rules', { params: { path }, body: of });
    return (await call).data! as Rule;
  });

export const useDeleteRule = (project: string, kind: Kind) =>
  useWrite(project, kind, async (rule: Rule): Promise<unknown> => {
    const { id = '', version } = rule;
    if (kind === 'tags')
      return api.DELETE('/projects/{project}/tag-rules/{tag_rule}', {
        params: { path: { project, tag_rule: id }, query: { version } },
      });
    return api.DELETE('/projects/{project}/priority-rules/{priority_rule}', {
      params: { path: { project, priority_rule: id } },
    });
  });

/** The order is drawn at once: the next move begins where this one ends. */
export function useOrderRules(project: string) {
  const client = useQueryClient();
  const { queryKey } = rulesQuery(project, 'priority');
  return useMutation({
    mutationFn: (ids: string[]) =>
      api.PUT('/projects/{project}/priority-rules/order', { params: { path: { project } }, body: { ids } }),
    mutationKey: [ORDER, project],
    scope: { id: `${ORDER} ${project}` },
    onMutate: async (ids) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (rules) =>
        rules?.toSorted((a, b) => ids.indexOf(a.id ?? '') - ids.indexOf(b.id ?? '')),
      );
    },
    // Of several moves the last one reads what became of them.
    onSettled: () =>
      client.isMutating({ mutationKey: [ORDER, project] }) === 1
        ? client.invalidateQueries({ queryKey })
        : undefined,
  });
}

export const useRecalculate = (project: string) =>
  useWrite(project, 'priority', async (_: undefined) => {
    const call = api.POST('/projects/{project}/priority-rules/recalc', { params: { path: { project } } });
    return (await call).data!;
  });
