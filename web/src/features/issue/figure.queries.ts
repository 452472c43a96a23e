/** Figures of one issue: events by time, and how its tags are spread. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { $api } from '@/api/client';
import type { Answer } from '@/api/types';
import { DAY, HOUR, now } from '@/lib/time';
import type { Range } from './trend';

export type Span = '24h' | '14d';
const spans = {
  '24h': { length: DAY - HOUR, bucket: HOUR },
  '14d': { length: 13 * DAY, bucket: DAY },
};
const SECOND = 1000;

/** The last bucket is the hour or day of now; the key changes with the hour only. */
export function statsQuery(project: string, issue: string, span: Span) {
  const { length, bucket } = spans[span];
  const until = Math.floor(now() / HOUR) * HOUR;
  const query = {
    since: new Date(until - length).toISOString(),
    until: new Date(until).toISOString(),
    bucket: bucket / SECOND,
  };
  return queryOptions({
    ...$api.queryOptions('get', '/projects/{project}/issues/{issue}/stats', {
      params: { path: { project, issue }, query },
    }),
    placeholderData: keepPreviousData,
  });
}

/** Seven days by the hour: what a snooze would have done. */
export function weekQuery(project: string, issue: string) {
  const until = Math.floor(now() / HOUR) * HOUR;
  const query = {
    since: new Date(until - 7 * DAY + HOUR).toISOString(),
    until: new Date(until).toISOString(),
    bucket: HOUR / SECOND,
  };
  return $api.queryOptions('get', '/projects/{project}/issues/{issue}/stats', {
    params: { path: { project, issue }, query },
  });
}

const BARS = 60;

/** A time of one's own, in about sixty bars of whole hours. */
export function windowQuery(project: string, issue: string, range: Range) {
  const length = Date.parse(range.to) - Date.parse(range.from);
  const hours = Math.max(1, Math.ceil(length / BARS / HOUR));
  const query = { since: range.from, until: range.to, bucket: (hours * HOUR) / SECOND };
  return queryOptions({
    ...$api.queryOptions('get', '/projects/{project}/issues/{issue}/stats', {
      params: { path: { project, issue }, query },
    }),
    placeholderData: keepPreviousData,
  });
}

export function facetsQuery(project: string, issue: string) {
  return $api.queryOptions('get', '/projects/{project}/issues/{issue}/facets', {
    params: { path: { project, issue } },
  });
}

export type Grouping = Answer<'/projects/{project}/issues/{issue}/grouping'>;

/** Why the events are together. */
export function groupingQuery(project: string, issue: string) {
  return $api.queryOptions('get', '/projects/{project}/issues/{issue}/grouping', {
    params: { path: { project, issue } },
  });
}

export type Similar = Answer<'/projects/{project}/issues/{issue}/similar'>['items'][number];

export function similarQuery(project: string, issue: string) {
  return $api.queryOptions('get', '/projects/{project}/issues/{issue}/similar', {
    params: { path: { project, issue } },
  });
}
