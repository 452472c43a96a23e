import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '@/api/client';
import { useTopic } from '@/live';
import { type IssueFilter, LIST, listQuery, patchIssue } from '../issue.queries';
import { patchOf } from '../issuePatch';

/** Much may happen at once: what is new is asked for together. */
const ASK_AFTER = 1_000;
const ASKED_MOST = 100;

/** How many of these the list would show. */
async function matching(filter: IssueFilter, ids: readonly string[]): Promise<string[]> {
  const { cursor: _, ...rest } = listQuery(filter);
  const query = { ...rest, limit: ASKED_MOST, ids: ids.join(',') };
  if (filter.project === undefined) {
    const { data } = await api.GET('/issues', { params: { query } });
    return data!.issues.map((issue) => issue.id);
  }
  const path = { project: filter.project };
  const { data } = await api.GET('/projects/{project}/issues', { params: { path, query } });
  return data!.issues.map((issue) => issue.id);
}

const none = { fresh: 0, changed: 0 };

/** Rows change in place; what would appear or move waits behind the pill.
 * `project` is a uuid, '' = all projects, undefined = not known yet. */
export function useIssueNews(project: string | undefined, filter: IssueFilter) {
  const client = useQueryClient();
  const asked = useRef(new Set<string>());
  const fresh = useRef(new Set<string>());
  const changed = useRef(new Set<string>());
  const waiting = useRef(0);
  const [count, setCount] = useState(none);
  const tell = () => setCount({ fresh: fresh.current.size, changed: changed.current.size });
  const clear = () => {
    for (const set of [asked, fresh, changed]) set.current.clear();
    setCount(none);
  };
  const of = JSON.stringify(filter);
  const [known, setKnown] = useState(of);
  if (known !== of) {
    setKnown(of);
    clear();
  }
  const ask = async () => {
    waiting.current = 0;
    const ids = [...asked.current].slice(0, ASKED_MOST);
    for (const id of ids) asked.current.delete(id);
    // A failed read only leaves the pill as it is.
    for (const id of await matching(filter, ids).catch(() => [])) fresh.current.add(id);
    tell();
  };
  const topic = project === undefined ? undefined : project === '' ? 'issues' : `issues:${project}`;
  useTopic(topic, (message) => {
    if (message.event === 'reset') {
      void client.invalidateQueries({ queryKey: [LIST] });
      return;
    }
    if (message.event !== 'issue' || !message.id) return;
    const patch = patchOf(message);
    const row = patchIssue(client, message.id, patch);
    if (row) {
      // A later event would move the row; a status is the reader's own verb or shown in place. What
      // happened before the list was read is told again, and is in it.
      if (patch.last_seen && Date.parse(patch.last_seen) > Date.parse(row.last_seen))
        changed.current.add(message.id);
      tell();
      return;
    }
    if (message.op === 'gone' || fresh.current.has(message.id)) return;
    asked.current.add(message.id);
    waiting.current ||= window.setTimeout(ask, ASK_AFTER);
  });
  return { ...count, clear };
}
