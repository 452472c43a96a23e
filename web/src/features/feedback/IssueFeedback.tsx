import { useQuery } from '@tanstack/react-query';
import { ServerError } from '@/api/QueryPanel';
import { Panel } from '@/features/event';
import { FeedbackItem } from './FeedbackItem';
import { issueFeedbackQuery } from './feedback.queries';

/** What people wrote who met this issue; nothing when nobody did. */
export function IssueFeedback({ project, issue }: { project: string; issue: string }) {
  const {
    data: items = [],
    error,
    refetch,
  } = useQuery({ ...issueFeedbackQuery(project, issue), retryOnMount: false });
  if (error && items.length === 0)
    return <ServerError error={error} what="The feedback could not be read" onRetry={() => void refetch()} />;
  if (items.length === 0) return null;
  return (
    <Panel id="feedback" title="Feedback" count={items.length}>
      <ul>
        {items.map((one) => (
          <FeedbackItem key={one.id} project={project} one={one} inIssue />
        ))}
      </ul>
    </Panel>
  );
}
