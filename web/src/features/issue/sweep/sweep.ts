/** A sweep: what became of each issue since it began, and the note for who takes over. */
import type { IssueListItem } from '@/api/types';
import { count } from '@/lib/number';
import { shortDate } from '@/lib/time';
import { comesBack } from '../statusLine';

export interface Swept {
  /** As it was when the sweep came to it. */
  was: IssueListItem;
  /** As it is; undefined = it is not any more. */
  now: IssueListItem | undefined;
  why: string;
  href: string;
}

const words: Record<string, string> = {
  open: 'Opened',
  reopened: 'Opened',
  resolved: 'Resolved',
  ignored: 'Ignored',
  snoozed: 'Snoozed',
};

/** "Resolved", "Assigned to Jane", both; undefined when nothing was decided, or undone. */
export function decisionOf(
  { was, now }: Pick<Swept, 'was' | 'now'>,
  nameOf: (issue: IssueListItem) => string | undefined,
): string | undefined {
  if (!now) return 'Deleted';
  const said: string[] = [];
  if (now.status !== was.status) said.push(words[now.status] ?? now.status);
  if (now.assigned_to !== was.assigned_to)
    said.push(now.assigned_to ? `assigned to ${nameOf(now)}` : 'taken from its desk');
  if (said.length === 0) return undefined;
  const sentence = said.join(', ');
  return sentence[0]!.toUpperCase() + sentence.slice(1);
}

const TITLE_CHARS = 160;
const plain = (text: string) =>
  text
    .slice(0, TITLE_CHARS)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>#|~]/g, '\\$&');

/** Markdown: what was decided and why, then what was left. */
export function handOver(
  scope: string,
  swept: readonly Swept[],
  nameOf: (issue: IssueListItem) => string | undefined,
  at: string,
): string {
  const line = (one: Swept, decision?: string) => {
    const { was, now, why, href } = one;
    const back = now && now.status !== was.status ? comesBack(now) : '';
    const name = `[${was.short_id ?? was.id.slice(0, 8)}](${href}) ${plain(was.title)}`;
    const lead = decision ? `**${plain(decision)}** ` : '';
    const tail = [back && ` (${back})`, why.trim() && `: ${plain(why.trim())}`].filter(Boolean).join('');
    return `- ${lead}${name}${tail}`;
  };
  const decided = swept.map((one) => ({ one, decision: decisionOf(one, nameOf) }));
  const done = decided.filter(({ decision }) => decision !== undefined);
  const left = decided.filter(({ decision }) => decision === undefined);
  return [
    `## Sweep of ${plain(scope)}, ${shortDate(at)}`,
    '',
    `${count(swept.length, 'issue')} looked at, ${done.length} decided.`,
    ...(done.length > 0 ? ['', ...done.map(({ one, decision }) => line(one, decision))] : []),
    ...(left.length > 0 ? ['', 'Left as they are:', '', ...left.map(({ one }) => line(one))] : []),
    '',
  ].join('\n');
}
