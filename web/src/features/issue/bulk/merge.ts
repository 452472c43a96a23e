import type { Issue } from '@/api/types';

export interface MergeFacts {
  /** The one with most events. */
  survivor: string;
  events: number;
  first: string;
  last: string;
  /** Unlike ones: said, not refused. */
  warnings: string[];
  refused?: string;
}

const distinct = (values: readonly string[]) => new Set(values).size > 1;

export function mergeFacts(issues: readonly Issue[]): MergeFacts {
  const most = issues.reduce((a, b) => (b.event_count > a.event_count ? b : a));
  const refused = distinct(issues.map((issue) => issue.project_id))
    ? 'Only issues of one project can be merged.'
    : undefined;
  return {
    survivor: most.id,
    events: issues.reduce((sum, issue) => sum + issue.event_count, 0),
    first: issues.map((issue) => issue.first_seen).sort()[0]!,
    last: issues
      .map((issue) => issue.last_seen)
      .sort()
      .at(-1)!,
    warnings: [
      ...(distinct(issues.map((issue) => issue.level)) ? ['Their levels differ.'] : []),
      ...(distinct(issues.map((issue) => issue.platform)) ? ['Their platforms differ.'] : []),
      ...(refused ? [refused] : []),
    ],
    refused,
  };
}
