import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Answer } from '@/api/types';
import { bodyOf, type Preview, type Rule, type RuleDraft } from './rule';

export type RouteRule = Answer<'/projects/{project}/route-rules'>[number];
export type Discarded = Answer<'/projects/{project}/settings/discarded'>['items'][number];

const GROUPING = 'grouping';
const at = (project: string) => ({ path: { project } });

export const rulesQuery = (project: string) =>
  queryOptions({
    queryKey: [GROUPING, project, 'rules'],
    queryFn: async ({ signal }) =>
      (await api.GET('/projects/{project}/grouping/rules', { params: at(project), signal })).data!.items,
  });

/** What a rule, or today's settings, would do to stored events. */
export const previewQuery = (project: string, rule?: RuleDraft, replaces?: string) =>
  queryOptions({
    queryKey: [GROUPING, project, 'preview', rule && bodyOf(rule), replaces],
    queryFn: async ({ signal }) => {
      const body = { ...(rule ? { rule: bodyOf(rule) } : {}), ...(replaces ? { replaces } : {}) };
      const call = api.POST('/projects/{project}/grouping/preview', {
        params: at(project),
        body: body as never,
        signal,
      });
      return (await call).data as Preview;
    },
    retry: false,
  });

export const routesQuery = (project: string) =>
  queryOptions({
    queryKey: [GROUPING, project, 'routes'],
    queryFn: async ({ signal }) =>
      (await api.GET('/projects/{project}/route-rules', { params: at(project), signal })).data!,
  });

export const discardedQuery = (project: string) =>
  queryOptions({
    queryKey: [GROUPING, project, 'discarded'],
    queryFn: async ({ signal }) =>
      (await api.GET('/projects/{project}/settings/discarded', { params: at(project), signal })).data!.items,
  });

/** A write; everything about the grouping of the project is read again. */
function useWrite<V, R = unknown>(project: string, run: (value: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: () => client.invalidateQueries({ queryKey: [GROUPING, project] }),
  });
}

interface Saved {
  draft: RuleDraft;
  /** The one that is replaced; none = a new one. */
  rule?: Rule;
  position?: number;
}

export const useSaveRule = (project: string) =>
  useWrite(project, ({ draft, rule, position }: Saved) => {
    const body = { ...bodyOf(draft), ...(position === undefined ? {} : { position }) };
    if (!rule)
      return api.POST('/projects/{project}/grouping/rules', { params: at(project), body: body as never });
    return api.PUT('/projects/{project}/grouping/rules/{grouping_rule}', {
      params: { path: { project, grouping_rule: rule.id ?? '' } },
      body: { ...body, version: rule.version } as never,
    });
  });

export const useDeleteRule = (project: string) =>
  useWrite(project, (rule: Rule) =>
    api.DELETE('/projects/{project}/grouping/rules/{grouping_rule}', {
      params: { path: { project, grouping_rule: rule.id ?? '' }, query: { version: rule.version } },
    }),
  );

export type RouteDraft = Pick<RouteRule, 'method' | 'match_pattern' | 'canonical_path' | 'enabled'>;

export const useSaveRoute = (project: string) =>
  useWrite(project, ({ draft, id }: { draft: Partial<RouteRule>; id?: string }) =>
    id
      ? api.PUT('/projects/{project}/route-rules/{route_rule}', {
          params: { path: { project, route_rule: id } },
          body: draft as never,
        })
      : api.POST('/projects/{project}/route-rules', { params: at(project), body: draft as never }),
  );

export const useDeleteRoute = (project: string) =>
  useWrite(project, (rule: RouteRule) =>
    api.DELETE('/projects/{project}/route-rules/{route_rule}', {
      params: { path: { project, route_rule: rule.id ?? '' } },
    }),
  );

export const useImportRoutes = (project: string) =>
  useWrite(
    project,
    async (_: undefined) =>
      (
        await api.POST('/projects/{project}/route-rules/import', {
          params: at(project),
          body: { source: 'framework_convention' } as never,
        })
      ).data!,
  );

export const useLetIn = (project: string) =>
  useWrite(project, (fingerprints: string[]) =>
    api.PUT('/projects/{project}/settings/discarded', {
      params: at(project),
      body: { remove: fingerprints },
    }),
  );
