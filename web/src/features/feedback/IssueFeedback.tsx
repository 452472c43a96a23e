import { useQuery } from '@tanstack/react-query';
import { Panel } from '@/features/event';
import { FeedbackItem } from './FeedbackItem';
import { issueFeedbackQuery } from './feedback.queries';

/** What people wrote who met this issue; nothing when nobody did. */
export function IssueFeedback({ project, issue }: { project: string; issue: string }) {
  const { data: items = [] } = useQuery(issueFeedbackQuery(project, issue));
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
