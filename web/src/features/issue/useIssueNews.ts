import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { IssueListItem } from '@/api/types';
import { type LiveMessage, useTopic } from '@/live';
import { patchIssue } from './issue.queries';

const figures = new Set(['title', 'level', 'status', 'event_count', 'user_count', 'last_seen']);

/** Only what the stream may change, so that a stray key never lands in a row. */
export function patchOf(message: LiveMessage): Partial<IssueListItem> {
  const known = Object.entries(message.patch ?? {}).filter(([key]) => figures.has(key));
  return Object.fromEntries(known) as Partial<IssueListItem>;
}

/** Rows change in place; issues that are not in the list wait behind the pill.
 * '' = all projects, undefined = not known yet. */
export function useIssueNews(project: string | undefined) {
  const client = useQueryClient();
  const ids = useRef(new Set<string>());
  const [count, setCount] = useState(0);
  const topic = project === undefined ? undefined : project === '' ? 'issues' : `issues:${project}`;
  useTopic(topic, (message) => {
    if (message.event === 'reset') {
      void client.invalidateQueries({ queryKey: ['issue-list'] });
      return;
    }
    if (message.event !== 'issue' || !message.id) return;
    if (patchIssue(client, message.id, patchOf(message)) || message.op === 'gone') return;
    ids.current.add(message.id);
    setCount(ids.current.size);
  });
  return {
    count,
    clear: () => {
      ids.current.clear();
      setCount(0);
    },
  };
}
