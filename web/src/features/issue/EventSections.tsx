import { useQuery } from '@tanstack/react-query';
import type { Issue } from '@/api/types';
import { AttachmentsPanel, attachmentsQuery } from '@/features/attachment';
import { ActivityPanel } from '@/features/comment';
import { EventDetails, type EventView } from '@/features/event';
import { IssueFeedback, issueFeedbackQuery } from '@/features/feedback';
import { StatementAnalysis, StatementFinding } from '@/features/query';
import { paths } from '@/lib/paths';
import { Skeleton } from '@/ui/Skeleton';

interface EventSectionsProps {
  project: string;
  issue: Issue;
  event: EventView;
}

/** What comes after the stack. What may be there or not stands last and is waited for: nothing is pushed down. */
export default function EventSections({ project, issue, event }: EventSectionsProps) {
  const at = { project, issue: issue.id, event: event.wire.event_id };
  const feedback = useQuery(issueFeedbackQuery(project, issue.id));
  const files = useQuery(attachmentsQuery(at));
  // Not isPending: a failed read that its panel tries again is pending once more, and would take the panel away.
  const waits = !feedback.isFetched || !files.isFetched;
  return (
    <>
      <StatementFinding project={project} issue={issue.id} event={event} />
      <EventDetails event={event} title={issue.title} />
      <StatementAnalysis key={issue.id} project={project} issue={issue.id} event={event} />
      {waits ? (
        <Skeleton className="m-4 h-24 md:mx-6" />
      ) : (
        <>
          <IssueFeedback project={project} issue={issue.id} />
          <AttachmentsPanel at={at} />
          {/* What is half written belongs to its issue: the next one has a composer of its own. */}
          <ActivityPanel
            key={issue.id}
            project={project}
            issue={issue.id}
            address={paths.event(project, issue.short_id ?? issue.id, event.wire.id)}
          />
        </>
      )}
    </>
  );
}
