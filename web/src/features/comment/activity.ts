/** One stream of what was done and said, in words. */
import { ticketName, trackerOf } from '@/features/tracker';
import type { Activity, Comment } from './comment.queries';

export interface Thread {
  comment: Comment;
  replies: Comment[];
}

export type Entry =
  | { kind: 'activity'; at: string; activity: Activity }
  | { kind: 'thread'; at: string; thread: Thread };

/** Replies stand under what they answer; one whose parent is gone stands alone. */
export function threadsOf(comments: readonly Comment[]): Thread[] {
  const threads = new Map<string, Thread>();
  const byTime = [...comments].sort((a, b) => a.created_at.localeCompare(b.created_at));
  for (const comment of byTime) {
    const parent = comment.parent_id ? threads.get(comment.parent_id) : undefined;
    if (parent) parent.replies.push(comment);
    else threads.set(comment.id, { comment, replies: [] });
  }
  return [...threads.values()];
}

/** Oldest first. That somebody commented is said by the comment itself. */
export function entriesOf(activities: readonly Activity[], comments: readonly Comment[]): Entry[] {
  const done: Entry[] = activities
    .filter((activity) => activity.action !== 'commented')
    .map((activity) => ({ kind: 'activity', at: activity.created_at, activity }));
  const said: Entry[] = threadsOf(comments).map((thread) => ({
    kind: 'thread',
    at: thread.comment.created_at,
    thread,
  }));
  return [...done, ...said].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const words: Record<string, (activity: Activity) => string> = {
  first_seen: () => 'First seen',
  auto_reopened: () => 'Reopened by a new event',
  auto_unsnoozed: () => 'Came back from snooze',
  status_changed: ({ new_value }) => `changed the status to ${new_value}`,
  assigned: () => 'assigned the issue',
  unassigned: () => 'took the assignment back',
  merged: ({ new_value, old_value }) => `merged ${old_value ?? new_value ?? 'another issue'} into this one`,
  unmerged: () => 'took an issue out of this one again',
  deleted: () => 'deleted the issue',
  restored: () => 'restored the issue',
  tag_added: ({ new_value }) => `added the tag ${new_value}`,
  tag_removed: ({ old_value }) => `removed the tag ${old_value}`,
  priority_changed: ({ new_value }) => `set the priority to ${new_value}`,
};

/** Tickets: by whom is not told of these, so they begin a sentence. */
const ticketWords: Record<string, (name: string, title: string) => string> = {
  linked: (name, title) => `Has the ticket ${name} in ${title}`,
  unlinked: (_, title) => `Let go its ticket in ${title}`,
  closed: (name, title) => `${title} closed ${name}`,
  reopened: (name, title) => `Reopened ${name} in ${title}`,
};

function ticketSentence({ action, new_value }: Activity): string | undefined {
  const [kind = '', verb = ''] = action.split('_');
  const title = trackerOf(kind)?.title;
  const key = (new_value ?? '').replace(/^#/, '');
  return title && ticketWords[verb]?.(ticketName(kind, key), title);
}

/** An action this page does not know is still told, by its name. */
export function sentence(activity: Activity): string {
  const known = words[activity.action];
  return known?.(activity) ?? ticketSentence(activity) ?? activity.action.replaceAll('_', ' ');
}
