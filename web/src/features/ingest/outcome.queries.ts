import { $api } from '@/api/client';

export const spans = [
  { days: 1, label: '24 hours', by: 'hour' },
  { days: 7, label: '7 days', by: 'hour' },
  { days: 30, label: '30 days', by: 'day' },
] as const;
export type Span = (typeof spans)[number];

const MS_PER_DAY = 86_400_000;

export const sinceOf = ({ days }: Span) => new Date(Date.now() - days * MS_PER_DAY).toISOString();

export const outcomesQuery = (project: string, { by }: Span, since: string) =>
  $api.queryOptions('get', '/projects/{project}/outcomes', {
    params: { path: { project }, query: { since, by } },
  });

export const lookupQuery = (id: string) =>
  $api.queryOptions('get', '/events/lookup', { params: { query: { id } } });
