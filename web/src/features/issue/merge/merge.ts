/** What a merge will do, told before it is done. */
import type { IssueListItem } from '@/api/types';
import { count, exact } from '@/lib/number';

/** The server's limits of one merge. */
export const ISSUES_MOST = 100;
/** Details (stack, comments, fingerprints) are read for this many. */
export const DETAILED_MOST = 8;

export type Mergeable = Pick<
  IssueListItem,
  | 'id'
  | 'short_id'
  | 'title'
  | 'type'
  | 'level'
  | 'platform'
  | 'status'
  | 'event_count'
  | 'user_count'
  | 'first_seen'
  | 'last_seen'
  | 'jira_ticket_key'
  | 'github_issue_number'
  | 'trend'
  | 'tags'
>;

export const nameOf = (issue: Mergeable) => issue.short_id ?? issue.title;

/** Most events stay, the older one when two have as many. */
export function defaultSurvivor(issues: readonly Mergeable[]): string | undefined {
  const [best] = [...issues].sort(
    (a, b) => b.event_count - a.event_count || Date.parse(a.first_seen) - Date.parse(b.first_seen),
  );
  return best?.id;
}

export interface Together {
  events: number;
  /** A person who met two of them is counted once: at least the most, at most the sum. */
  usersLeast: number;
  usersMost: number;
  first: string;
  last: string;
  trend: number[];
}

export function together(issues: readonly Mergeable[]): Together {
  const users = issues.map((issue) => issue.user_count);
  const byTime = (a: string, b: string) => Date.parse(a) - Date.parse(b);
  return {
    events: issues.reduce((sum, issue) => sum + issue.event_count, 0),
    usersLeast: Math.max(0, ...users),
    usersMost: users.reduce((sum, n) => sum + n, 0),
    first: issues.map((issue) => issue.first_seen).sort(byTime)[0] ?? '',
    last:
      issues
        .map((issue) => issue.last_seen)
        .sort(byTime)
        .at(-1) ?? '',
    trend: sumOf(issues.map((issue) => issue.trend)),
  };
}

export function sumOf(rows: readonly (readonly number[])[]): number[] {
  const length = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length }, (_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0));
}

export function usersWords({ usersLeast, usersMost }: Together): string {
  if (usersLeast === usersMost) return count(usersMost, 'user');
  return `${exact(usersLeast)} to ${exact(usersMost)} users`;
}

/** Differences that should make one think twice. */
export function warnings(issues: readonly Mergeable[], survivor: Mergeable): string[] {
  const kinds = (of: (issue: Mergeable) => string) => [...new Set(issues.map(of))].sort();
  const said: string[] = [];
  const levels = kinds((issue) => issue.level);
  const platforms = kinds((issue) => issue.platform || 'unknown');
  if (levels.length > 1) {
    said.push(`Their levels differ: ${levels.join(', ')}. It goes on as ${survivor.level}.`);
  }
  if (platforms.length > 1) said.push(`They come from different platforms: ${platforms.join(', ')}.`);
  const jira = kinds((issue) => issue.jira_ticket_key ?? '').filter(Boolean);
  if (jira.length > 1) {
    said.push(`Two tickets are linked: ${jira.join(', ')}. The one of ${nameOf(survivor)} is shown.`);
  }
  return said;
}

/** "3 comments, 2 tags, JIRA-7": what comes along beside the events. */
export function moves(others: readonly Mergeable[], comments: number): string[] {
  const tags = others.reduce((sum, issue) => sum + issue.tags.length, 0);
  return [
    ...(comments > 0 ? [count(comments, 'comment')] : []),
    ...(tags > 0 ? [count(tags, 'tag')] : []),
    ...others.flatMap((issue) => (issue.jira_ticket_key ? [issue.jira_ticket_key] : [])),
    ...others.flatMap((issue) => (issue.github_issue_number ? [`GitHub #${issue.github_issue_number}`] : [])),
  ];
}

export function fingerprintSentence(fingerprints: number | undefined, survivor: Mergeable): string {
  const these =
    fingerprints === undefined
      ? 'any of their fingerprints'
      : fingerprints === 1
        ? 'this fingerprint'
        : `these ${exact(fingerprints)} fingerprints`;
  return `Future events with ${these} come to ${nameOf(survivor)}.`;
}
