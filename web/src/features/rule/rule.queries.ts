import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Kind, Rule } from './ruleDraft';

const RULES = 'rules';
const ORDER = 'rule-order';

const at: Record<Kind, readonly [list: string, one: string]> = {
  priority: ['/projects/{project}/priority-rules', 'priority_rule'],
  tags: ['/projects/{project}/tag-rules', 'tag_rule'],
  jira: ['/projects/{project}/jira/rules', 'tracker_rule'],
  github: ['/projects/{project}/github/rules', 'tracker_rule'],
  gitlab: ['/projects/{project}/gitlab/rules', 'tracker_rule'],
  gitea: ['/projects/{project}/gitea/rules', 'tracker_rule'],
};
/** They differ in their names alone; which fields a rule has, its kind says (ruleDraft). */
const listPath = (kind: Kind) => at[kind][0] as '/projects/{project}/jira/rules';
const onePath = (kind: Kind) =>
  `${at[kind][0]}/{${at[kind][1]}}` as '/projects/{project}/jira/rules/{tracker_rule}';
const oneOf = (kind: Kind, project: string, id: string) =>
  ({ project, [at[kind][1]]: id }) as { project: string; tracker_rule: string };

export const rulesQuery = (project: string, kind: Kind) =>
  queryOptions({
    queryKey: [RULES, project, kind],
    queryFn: async ({ signal }): Promise<Rule[]> =>
      (await api.GET(listPath(kind), { params: { path: { project } }, signal })).data! as Rule[],
  });

export function useRule(project: string, kind: Kind, rule: string) {
  return useQuery({
    ...rulesQuery(project, kind),
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
    const call = id
      ? api.PUT(onePath(kind), { params: { path: oneOf(kind, project, id) }, body: body as never })
      : api.POST(listPath(kind), { params: { path: { project } }, body: body as never });
    return (await call).data! as Rule;
  });

export const useDeleteRule = (project: string, kind: Kind) =>
  useWrite(project, kind, ({ id, version }: Rule): Promise<unknown> => {
    const path = oneOf(kind, project, id ?? '');
    // Scores have an order of their own, which others change all the time.
    return api.DELETE(onePath(kind), { params: { path, query: kind === 'priority' ? {} : { version } } });
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
