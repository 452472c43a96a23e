import { useQueries } from '@tanstack/react-query';
import type { ProjectListItem } from '@/api/types';
import { count } from '@/lib/number';
import { paths } from '@/lib/paths';
import { Button, LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Time } from '@/ui/Time';
import { queryCounts } from './list.queries';
import { tokensOf, without } from './queryTokens';

interface IssueEmptyProps {
  project: ProjectListItem | undefined;
  /** Slug in the address; undefined = all projects. */
  slug?: string;
  q: string;
  /** Just a built-in view, nothing narrower. */
  isView: boolean;
  onQuery: (q: string) => void;
}

/** More tokens than that are not tried one by one. */
const TRIED_MOST = 8;

export interface Loosened {
  token: string;
  q: string;
  total: number;
}

/** Which token removed the most. */
export function loosest(tried: readonly Loosened[]): Loosened | undefined {
  return tried.filter((one) => one.total > 0).sort((a, b) => b.total - a.total)[0];
}

function useLoosest(slug: string | undefined, q: string, on: boolean): Loosened | undefined {
  const tokens = on ? tokensOf(q).slice(0, TRIED_MOST) : [];
  const tries = tokens.map((token) => ({ token: token.text, q: without(q, token) }));
  const answers = useQueries({ queries: tries.map((one) => queryCounts(slug, one.q)) });
  return loosest(tries.map((one, i) => ({ ...one, total: answers[i]!.data?.total ?? 0 })));
}

/** Names the cause: no event yet, a filter, or nothing to do. */
export function IssueEmpty({ project, slug, q, isView, onQuery }: IssueEmptyProps) {
  const isFresh = project?.total_issues === 0;
  const cause = useLoosest(slug, q, !isFresh && !isView);
  if (project && isFresh) {
    return (
      <EmptyState
        title={`${project.name} has not sent an event yet`}
        action={
          <LinkButton tone="primary" href={paths.projectSetup(project.slug)}>
            Connect an SDK
          </LinkButton>
        }
      >
        Its first error will stand here a second after it happened.
      </EmptyState>
    );
  }
  if (!isView) {
    return (
      <EmptyState
        title="No issue fits these filters"
        action={
          <>
            {cause && (
              <Button tone="primary" onClick={() => onQuery(cause.q)}>
                Look without it
              </Button>
            )}
            <Button onClick={() => onQuery('')}>Clear all filters</Button>
          </>
        }
      >
        {cause && (
          <>
            Without <code className="font-mono text-meta text-text">{cause.token}</code> there{' '}
            {cause.total === 1 ? 'is' : 'are'} {count(cause.total, 'issue')}.
          </>
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="flat" title="Quiet. Nothing here needs you">
      {project?.last_event_at && (
        <>
          Last event <Time iso={project.last_event_at} ago />
        </>
      )}
    </EmptyState>
  );
}
