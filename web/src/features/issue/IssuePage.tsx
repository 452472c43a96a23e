import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { EventStack, readEvent } from '@/features/event';
import { useKeys } from '@/keys';
import { usePainted } from '@/lib/paint';
import { paths } from '@/lib/paths';
import { useSearchState } from '@/lib/search';
import { announce } from '@/ui/announce';
import { PanelBoundary } from '@/ui/ErrorPanel';
import { Note } from '@/ui/Note';
import { useTitle } from '@/ui/Page';
import { ProgressLine, Skeleton } from '@/ui/Skeleton';
import { useVerbs } from './bulk/useVerbs';
import { EventFilters } from './event/EventFilters';
import { EventNavigator } from './event/EventNavigator';
import { eventCodec, filterOf, termOf, withTerm } from './event/eventFilter';
import { goneWords } from './event/eventWords';
import { useEventKeys } from './event/useEventKeys';
import { useEventStep, useNearEvents } from './event/useEventStep';
import { IssueHeader } from './IssueHeader';
import { EventFailure, IssueFailure, IssueSkeleton, StackSkeleton } from './IssueStates';
import { IssueVerbs } from './IssueVerbs';
import { eventQuery, issueQuery } from './issue.queries';
import { JumpLinks } from './JumpLinks';
import { listAddress } from './listAddress';
import { MergeDialog } from './MergeDialog';
import { TrendStrip } from './TrendStrip';
import type { Range } from './trend';
import { useIssueLive } from './useIssueLive';
import { usePresence } from './usePresence';
import { useStuck } from './useStuck';
import { useWalk } from './useWalk';
import { VerbBar } from './VerbBar';

// Asked for at once, but the stack is painted without them.
const rail = import('./IssueRail');
const sections = import('./EventSections');
const IssueRail = lazy(() => rail);
const EventSections = lazy(() => sections);
const EventDiff = lazy(() => import('./event/EventDiff'));

interface Params {
  project: string;
  issue: string;
  /** "events", when an event is named. */
  part?: string;
  event?: string;
}

interface AfterProps {
  ready: boolean;
  fallback: ReactNode;
  children: ReactNode;
}

/** Neither code nor answers of it hold up the stack. */
function After({ ready, fallback, children }: AfterProps) {
  return ready ? <Suspense fallback={fallback}>{children}</Suspense> : fallback;
}

/** One issue by one of its events: understand, decide, leave. */
export default function IssuePage() {
  const { project, issue: param, part, event } = useParams() as unknown as Params;
  const which = part === 'events' && event ? event : 'latest';
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [search, setSearch] = useSearchState(eventCodec);
  const filter = useMemo(() => filterOf(search), [search]);
  const filtered = Object.keys(filter).length > 0;
  const issueQ = useQuery(issueQuery(project, param));
  const issue = issueQ.data;
  const stepQ = useEventStep(project, param, which, filter);
  const step = stepQ.data;
  // Drawn in slices: a large event must not hold up the page; but never one of the issue before.
  const late = useDeferredValue(step, undefined);
  const drawn = late && late.event.issue_id !== step?.event.issue_id ? step : late;
  const view = useMemo(() => (drawn ? readEvent(drawn.event) : undefined), [drawn]);
  const painted = usePainted(view !== undefined);
  useNearEvents(project, param, painted ? drawn : undefined, filter);
  const { news, clear } = useIssueLive(project, param, issue);
  const present = usePresence(issue?.id);
  const walk = useWalk(project, issue?.id);
  const back = () => navigate(listAddress.get() ?? paths.projectIssues(project));
  const verbs = useVerbs(
    { project, issues: issue ? [issue] : [] },
    (_, { verb }) => verb === 'delete' && back(),
  );
  const [setHeader, stuck] = useStuck<HTMLDivElement>();
  const [merging, setMerging] = useState<readonly string[]>();
  useTitle(issue ? `${issue.title.slice(0, 200)} · ${issue.short_id ?? project}` : 'Issue');
  useEffect(() => {
    if (issue?.title) announce(issue.title.slice(0, 200));
  }, [issue?.title]);
  const goEvent = (to: string) => {
    if (to === 'latest') {
      clear();
      void client.invalidateQueries({ queryKey: eventQuery(project, param, 'latest', filter).queryKey });
    }
    const path = to === 'latest' ? paths.issue(project, param) : paths.event(project, param, to);
    navigate(path + location.search, { replace: true });
  };
  const pin = () => setSearch({ pin: search.pin ? undefined : step?.event.id });
  const goBar = async ({ from, to }: Range) => {
    const found = await client.fetchQuery(
      eventQuery(project, param, 'latest', { ...filter, since: from, until: to }),
    );
    goEvent(found.event.id);
  };
  useEventKeys({ step, news, onGo: goEvent, onPin: pin });
  useKeys('page', [
    {
      keys: 'Escape',
      label: 'Back to the issues',
      group: 'Issue',
      run: back,
    },
  ]);
  if (issueQ.error && !issue) {
    return <IssueFailure error={issueQ.error} project={project} onRetry={() => void issueQ.refetch()} />;
  }
  if (!issue) return <IssueSkeleton />;
  // By the address, not by the issue: the stream may tell of the merge before its answer is there, and
  // then the page shows the survivor under the name of what is gone.
  const leaveFor = (survivor: string) => navigate(paths.issue(project, survivor));
  const merge = (other?: string) => setMerging(other ? [issue.id, other] : [issue.id]);
  const zoom = search.from && search.to ? { from: search.from, to: search.to } : undefined;
  const compares = search.pin !== undefined && step !== undefined && search.pin !== step.event.id;
  return (
    <>
      <div ref={setHeader}>
        {issue.merged_from && (
          <Note className="mx-4 mt-2 md:mx-6">
            {issue.merged_from.length > 20 ? 'The issue you asked for' : issue.merged_from} was merged into
            this one.
          </Note>
        )}
        <IssueHeader issue={issue} project={project} present={present} walk={walk} />
      </div>
      <VerbBar issue={issue} stuck={stuck}>
        <IssueVerbs issue={issue} project={project} verbs={verbs} event={view} onMerge={() => merge()} />
      </VerbBar>
      <TrendStrip
        project={project}
        issue={issue}
        zoom={zoom}
        enabled={painted || stepQ.isError}
        onPick={(range) => void goBar(range)}
        onZoom={(range) => setSearch({ from: range?.from, to: range?.to })}
      />
      <div className="relative flex flex-wrap items-center gap-x-4 border-y border-line px-4 py-1 md:px-6">
        <ProgressLine on={stepQ.isFetching && step !== undefined} />
        <EventNavigator
          step={step}
          news={news}
          filtered={filtered}
          pinned={search.pin}
          onGo={goEvent}
          onPin={pin}
        >
          <EventFilters project={project} issue={issue.id} search={search} onChange={setSearch} />
        </EventNavigator>
        {view && painted && (
          <div className="ml-auto min-w-0 max-lg:hidden">
            <JumpLinks event={view} project={project} issue={issue.id} />
          </div>
        )}
        {step && !step.prev && step.counted > step.stored && (
          <p className="basis-full pb-1 text-meta text-text3">{goneWords(step)}</p>
        )}
      </div>
      {compares && (
        <PanelBoundary what="The comparison could not be drawn" resetKey={step.event.id}>
          <Suspense fallback={<Skeleton className="m-4 h-40" />}>
            <EventDiff
              project={project}
              issue={issue.id}
              pinned={search.pin!}
              event={step.event.id}
              onShowPinned={() => goEvent(search.pin!)}
              onUnpin={pin}
            />
          </Suspense>
        </PanelBoundary>
      )}
      {stepQ.error && !step ? (
        <EventFailure
          error={stepQ.error}
          counted={issue.event_count}
          isLatest={which === 'latest'}
          filtered={filtered}
          onRetry={() => void stepQ.refetch()}
          onGo={goEvent}
          onClear={() => setSearch({ eq: undefined, from: undefined, to: undefined })}
        />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] max-sm:pb-16 lg:min-h-[calc(100dvh-192px)] lg:grid-cols-[minmax(0,1fr)_300px] lg:grid-rows-[auto_1fr]">
          <div className="min-w-0">{view ? <EventStack event={view} /> : <StackSkeleton />}</div>
          {view && (
            <>
              <div className="min-w-0 border-line max-lg:border-t lg:row-span-2 lg:border-l">
                <After ready={painted} fallback={<Skeleton className="m-4 h-96" />}>
                  <IssueRail
                    project={project}
                    issue={issue}
                    event={view}
                    verbs={verbs}
                    onFilter={(key, value) => setSearch({ eq: withTerm(search.eq, termOf(key, value)) })}
                    onMerge={merge}
                  />
                </After>
              </div>
              <div className="min-w-0 border-t border-line">
                <After ready={painted} fallback={<Skeleton className="m-4 h-96 md:mx-6" />}>
                  <EventSections project={project} issue={issue} event={view} />
                </After>
              </div>
            </>
          )}
        </div>
      )}
      <MergeDialog
        open={merging !== undefined}
        project={project}
        issues={merging ?? []}
        onClose={() => setMerging(undefined)}
        onMerged={({ id, short_id }) => param !== id && param !== short_id && leaveFor(short_id ?? id)}
      />
    </>
  );
}
