import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { useLocation, useParams } from 'wouter';
import { AttachmentsPanel, attachmentsQuery } from '@/features/attachment';
import { ActivityPanel } from '@/features/comment';
import { EventDetails, EventStack, type EventView, partsOf, readEvent } from '@/features/event';
import { IssueFeedback, issueFeedbackQuery } from '@/features/feedback';
import { useKeys } from '@/keys';
import { paths } from '@/lib/paths';
import { announce } from '@/ui/announce';
import { cx } from '@/ui/cx';
import { useTitle } from '@/ui/Page';
import { ProgressLine } from '@/ui/Skeleton';
import { EventNavigator } from './EventNavigator';
import { statsQuery } from './figure.queries';
import { IssueHeader } from './IssueHeader';
import { IssueMore } from './IssueMore';
import { IssueRail } from './IssueRail';
import { EventFailure, IssueFailure, IssueSkeleton, StackSkeleton } from './IssueStates';
import { IssueVerbs } from './IssueVerbs';
import { eventQuery, issueQuery } from './issue.queries';
import { listAddress } from './listAddress';
import { useEventStep } from './useEventStep';
import { useIssueLive } from './useIssueLive';

interface Params {
  project: string;
  issue: string;
  /** "events", when an event is named. */
  part?: string;
  event?: string;
}

function JumpLinks({ event, project, issue }: { event: EventView; project: string; issue: string }) {
  const feedback = useQuery(issueFeedbackQuery(project, issue));
  const files = useQuery(attachmentsQuery({ project, issue, event: event.wire.event_id }));
  const [first, ...others] = partsOf(event);
  const parts = [
    first!,
    ...(feedback.data?.length ? [{ id: 'feedback', label: 'Feedback' }] : []),
    ...(files.data?.length ? [{ id: 'attachments', label: 'Attachments' }] : []),
    ...others,
    { id: 'activity', label: 'Activity' },
  ];
  return (
    <nav
      aria-label="Parts of the event"
      className="flex gap-x-1 overflow-x-auto text-meta text-text2"
      data-print="hide"
    >
      {parts.map((part) => (
        <a
          key={part.id}
          href={`#${part.id}`}
          className="inline-flex min-h-7 shrink-0 items-center rounded-chip px-1.5 no-underline hover:bg-s2 hover:text-text pointer-coarse:min-h-11"
        >
          {part.label}
        </a>
      ))}
    </nav>
  );
}

/** One issue by one of its events: understand, decide, leave. */
export default function IssuePage() {
  const { project, issue: param, part, event } = useParams() as unknown as Params;
  const which = part === 'events' && event ? event : 'latest';
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const issueQ = useQuery(issueQuery(project, param));
  const issue = issueQ.data;
  const stepQ = useEventStep(project, param, which);
  const step = stepQ.data;
  // Drawn in slices: a large event must not hold up the page.
  const drawn = useDeferredValue(step, undefined);
  const view = useMemo(() => (drawn ? readEvent(drawn.event) : undefined), [drawn]);
  const day = useQuery({
    ...statsQuery(project, issue?.id ?? '', '24h'),
    enabled: step !== undefined && !!issue,
  });
  const lastDay = day.data?.buckets.reduce((sum, n) => sum + n, 0);
  const { news, clear } = useIssueLive(project, param, issue);
  useTitle(issue ? `${issue.title} · ${issue.short_id ?? project}` : 'Issue');
  useEffect(() => {
    if (issue?.title) announce(issue.title);
  }, [issue?.title]);
  const goEvent = (to: string) => {
    if (to === 'latest') {
      clear();
      void client.invalidateQueries({ queryKey: eventQuery(project, param, 'latest').queryKey });
    }
    const path = to === 'latest' ? paths.issue(project, param) : paths.event(project, param, to);
    navigate(path + location.search, { replace: true });
  };
  const toNewest = () => (step?.next || news > 0 ? goEvent('latest') : undefined);
  useKeys('page', [
    { keys: ',', label: 'Previous event', group: 'Event', run: () => step?.prev && goEvent(step.prev) },
    {
      keys: '.',
      label: 'Next event',
      group: 'Event',
      run: () => (step?.next ? goEvent(step.next) : toNewest()),
    },
    {
      keys: ['Shift+<', '<'],
      label: 'Oldest event',
      group: 'Event',
      run: () => step?.prev && goEvent('oldest'),
    },
    { keys: ['Shift+>', '>'], label: 'Newest event', group: 'Event', run: toNewest },
    { keys: 'u', label: 'Show newer events', group: 'Event', run: toNewest },
    {
      keys: 'Escape',
      label: 'Back to the issues',
      group: 'Issue',
      run: () => navigate(listAddress.get() ?? paths.projectIssues(project)),
    },
  ]);
  if (issueQ.error && !issue) {
    return <IssueFailure error={issueQ.error} project={project} onRetry={() => void issueQ.refetch()} />;
  }
  if (!issue) return <IssueSkeleton />;
  return (
    <>
      <IssueHeader issue={issue} project={project} />
      <div
        data-print="hide"
        className={cx(
          'z-20 border-line bg-canvas px-4 py-2 sm:sticky sm:top-0 sm:border-y md:px-6',
          'max-sm:fixed max-sm:inset-x-0 max-sm:bottom-14 max-sm:border-t max-sm:bg-s1',
        )}
      >
        <div className="flex min-h-7 items-center gap-3">
          <IssueVerbs issue={issue} project={project} lastDay={lastDay}>
            <IssueMore issue={issue} event={view} />
          </IssueVerbs>
          {view && (
            <div className="ml-auto min-w-0 max-lg:hidden">
              <JumpLinks event={view} project={project} issue={issue.id} />
            </div>
          )}
        </div>
      </div>
      <div className="relative border-b border-line px-4 py-1 max-sm:border-t md:px-6">
        <ProgressLine on={stepQ.isFetching && step !== undefined} />
        <EventNavigator step={step} news={news} onGo={goEvent} />
      </div>
      {stepQ.error && !step ? (
        <EventFailure
          error={stepQ.error}
          counted={issue.event_count}
          isLatest={which === 'latest'}
          onRetry={() => void stepQ.refetch()}
          onGo={goEvent}
        />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] max-sm:pb-16 lg:min-h-[calc(100dvh-192px)] lg:grid-cols-[minmax(0,1fr)_300px] lg:grid-rows-[auto_1fr]">
          <div className="min-w-0">{view ? <EventStack event={view} /> : <StackSkeleton />}</div>
          {view && (
            <>
              <div className="min-w-0 border-line max-lg:border-t lg:row-span-2 lg:border-l">
                <IssueRail project={project} issue={issue} event={view} />
              </div>
              <div className="min-w-0 border-t border-line">
                <EventDetails event={view} title={issue.title} />
                <IssueFeedback project={project} issue={issue.id} />
                <AttachmentsPanel at={{ project, issue: issue.id, event: view.wire.event_id }} />
                <ActivityPanel project={project} issue={issue.id} />
              </div>
            </>
          )}
        </div>
      )}
    </>
  );
}
