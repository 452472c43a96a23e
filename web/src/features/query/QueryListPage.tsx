import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useParams } from 'wouter';
import { ServerError } from '@/api/QueryPanel';
import { useProject } from '@/features/project';
import { oneOf, text, useSearchState } from '@/lib/search';
import { useLiveStatus } from '@/live';
import { Button } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { NoPattern } from './NoPattern';
import { PatternRow } from './PatternRow';
import { type PatternFilter, patternsQuery } from './query.queries';

const shows = [
  { value: 'finding', label: 'Findings' },
  { value: 'all', label: 'All' },
  { value: 'muted', label: 'Muted' },
] as const;
const sorts = [
  { value: 'cost', label: 'Cost' },
  { value: 'average', label: 'Per event' },
  { value: 'last_seen', label: 'Last seen' },
] as const;
const address = {
  show: oneOf(['finding', 'all', 'muted'], 'finding'),
  sort: oneOf(['cost', 'average', 'last_seen'], 'cost'),
  q: text(),
};

const skeleton = (
  <div className="grid">
    {[1, 2, 3, 4].map((i) => (
      <div key={i} className="grid gap-2 border-b border-line px-4 py-3 md:px-6">
        <Skeleton className="h-5 w-full max-w-[560px]" />
        <Skeleton className="h-4 w-40" />
      </div>
    ))}
  </div>
);

function filterOf(show: string, sort: string, q: string): PatternFilter {
  return { kind: show === 'finding' ? 'finding' : '', muted: show === 'muted' ? 'true' : '', sort, q };
}

function Head() {
  return (
    <div
      aria-hidden="true"
      className="grid grid-cols-[12px_minmax(0,1fr)_5rem_5rem_6rem] gap-x-2.5 border-b border-line px-6 py-1.5 text-meta text-text3 max-lg:hidden"
    >
      <span />
      <span>Statement</span>
      <span className="text-right">Per event</span>
      <span className="text-right">Lost per event</span>
      <span className="text-right">Last seen</span>
    </div>
  );
}

export default function QueryListPage() {
  const { project = '' } = useParams<{ project: string }>();
  const [{ show, sort, q }, setSearch] = useSearchState(address);
  const list = useInfiniteQuery(patternsQuery(project, filterOf(show, sort, useDeferredValue(q).trim())));
  const any = useInfiniteQuery(patternsQuery(project, filterOf('all', 'cost', '')));
  const here = useProject(project).data;
  const live = useLiveStatus();
  const patterns = list.data?.pages.flatMap((page) => page.items) ?? [];
  /** Undefined as long as it is not known. */
  const isEmpty = any.data && any.data.pages[0]?.total === 0;
  return (
    <Page title="Queries" scope={here?.name ?? project} live={live}>
      <div className="grid gap-3 border-b border-line px-4 py-3 md:px-6">
        <p className="max-w-[76ch] text-text2">
          A statement becomes a finding when three events show that it ran five times or more (N+1), or that
          one run of it was slow.
        </p>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Choice
            legend="Show"
            hideLegend
            value={show}
            options={shows}
            onChange={(value) => setSearch({ show: value })}
          />
          <Choice
            legend="Sort by"
            hideLegend
            value={sort}
            options={sorts}
            onChange={(value) => setSearch({ sort: value })}
          />
          <input
            type="search"
            aria-label="Part of the statement or the transaction"
            placeholder="Statement or transaction"
            value={q}
            onChange={(event) => setSearch({ q: event.target.value })}
            className="h-8 w-full max-w-72 rounded-ctl border border-ctl bg-s1 px-2.5 pointer-coarse:h-11"
          />
        </div>
      </div>
      {isEmpty && <NoPattern />}
      {!isEmpty && !list.error && (list.isPending || (patterns.length === 0 && any.isPending)) && skeleton}
      {list.error && list.data === undefined && (
        <ServerError
          error={list.error}
          what="The queries could not be read"
          onRetry={() => void list.refetch()}
        />
      )}
      {isEmpty === false && list.data && patterns.length === 0 && (
        <EmptyState title={q ? 'Nothing of this name' : 'Nothing wrong here'}>
          {show === 'finding'
            ? 'No statement ran too often or too slowly. All of them are behind “All”.'
            : 'No statement is like this.'}
        </EmptyState>
      )}
      {patterns.length > 0 && (
        <>
          <Head />
          <ul aria-label="Statements">
            {patterns.map((pattern) => (
              <PatternRow key={pattern.id} project={project} pattern={pattern} />
            ))}
          </ul>
        </>
      )}
      {list.hasNextPage && (
        <div className="p-4 md:px-6">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Page>
  );
}
