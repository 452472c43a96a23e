import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Issue } from '@/api/types';
import { useTopic } from '@/live';
import { issueQuery, patchIssue } from './issue.queries';
import { patchOf } from './issuePatch';

interface Baseline {
  id: string;
  count: number;
}

/** Figures follow the stream; newer events are only offered. Answers with how many wait. */
export function useIssueLive(project: string, param: string, issue: Issue | undefined) {
  const client = useQueryClient();
  const [seen, setSeen] = useState<Baseline | undefined>();
  if (issue && seen?.id !== issue.id) setSeen({ id: issue.id, count: issue.event_count });
  useTopic(issue ? `issue:${issue.id}` : undefined, (message) => {
    if (!issue) return;
    const patch = patchOf(message);
    if (message.event === 'issue' && message.op !== 'gone' && Object.keys(patch).length > 0) {
      patchIssue(client, issue.id, patch);
      if (patch.status === undefined) return;
    }
    void client.invalidateQueries({ queryKey: issueQuery(project, param).queryKey });
  });
  return {
    news: issue && seen?.id === issue.id ? Math.max(0, issue.event_count - seen.count) : 0,
    clear: () => issue && setSeen({ id: issue.id, count: issue.event_count }),
  };
}
