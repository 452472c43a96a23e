import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { peopleQuery } from '@/api/people';
import type { IssueListItem } from '@/api/types';
import { projectsQuery } from '@/features/project';
import { paths } from '@/lib/paths';

/** What a row says beyond its issue: its project's slug, its address, whose it is. */
export function useRowNames(calm: boolean) {
  const { data: projects } = useQuery(projectsQuery());
  const { data: people } = useQuery({ ...peopleQuery(), enabled: calm });
  const slugOf = useCallback(
    (issue: IssueListItem) => projects?.find((one) => one.id === issue.project_id)?.slug ?? issue.project_id,
    [projects],
  );
  const hrefOf = useCallback(
    (issue: IssueListItem) => paths.issue(slugOf(issue), issue.short_id ?? issue.id),
    [slugOf],
  );
  const names = useMemo(() => new Map(people?.map((one) => [one.id, one.name || one.email || ''])), [people]);
  const personOf = useCallback(
    (issue: IssueListItem) => (issue.assigned_to ? (names.get(issue.assigned_to) ?? 'somebody') : undefined),
    [names],
  );
  return { slugOf, hrefOf, personOf };
}
