/** Verbs on any number of issues, in the words of the wire and of the toast. */
import type { components } from '@/api/__generated__/schema';
import { currentUser } from '@/api/bootstrap';
import type { Issue, IssueListItem } from '@/api/types';
import { count, exact } from '@/lib/number';
import type { StatusChange } from '../issue.queries';

type Values = NonNullable<components['schemas']['PostIssuesBulkBody']['values']>;

export interface BulkVerb {
  verb: 'status' | 'assign' | 'tag' | 'untag' | 'priority' | 'follow' | 'unfollow' | 'delete';
  values?: Values;
  mode?: 'discard';
  /** "Resolved", "Assigned to Jane". */
  done: string;
  /** What it means from now on. */
  consequence?: string;
  /** Shown in the rows at once. */
  patch?: Partial<IssueListItem>;
}

/** Which issues: these, or all that the query finds. */
export interface VerbTarget {
  /** Slug; undefined = any project. */
  project?: string;
  issues: readonly Issue[];
  query?: { q: string; asOf: string; total: number };
}

const statusDone: Record<StatusChange['status'], string> = {
  open: 'Reopened',
  reopened: 'Reopened',
  resolved: 'Resolved',
  ignored: 'Ignored',
  snoozed: 'Snoozed',
};

function statusConsequence(change: StatusChange): string | undefined {
  if (change.status === 'ignored') return 'New events are only counted.';
  if (change.status === 'snoozed') return 'Comes back by itself.';
  if (change.status !== 'resolved') return undefined;
  if (change.resolved_in_release)
    return `Reopens when seen in a release after ${change.resolved_in_release}.`;
  return change.cooldown_minutes === 0
    ? 'The next event reopens it.'
    : 'Events only count while the cooldown runs, then the next one reopens it.';
}

export function statusVerb(change: StatusChange): BulkVerb {
  return {
    verb: 'status',
    values: change as Values,
    done: statusDone[change.status],
    consequence: statusConsequence(change),
    patch: { status: change.status },
  };
}

export function assignVerb(user: { id: string; name: string } | undefined): BulkVerb {
  const id = user?.id ?? null;
  return {
    verb: 'assign',
    // null takes the assignee away; the document cannot say so.
    values: { assigned_to: id as string },
    done: user ? `Assigned to ${user.name}` : 'Unassigned',
    ...(user && user.id !== currentUser.get()?.id ? { consequence: 'They are told.' } : {}),
    patch: { assigned_to: id },
  };
}

export function priorityVerb(priority: number | null): BulkVerb {
  return {
    verb: 'priority',
    values: { priority: priority as number },
    done: priority === null ? 'Priority is automatic' : `Priority ${priority}`,
    ...(priority === null ? {} : { patch: { priority } }),
  };
}

export function tagVerb(on: boolean, key: string, value: string): BulkVerb {
  const done = on ? `Tagged ${key}:${value}` : `${key}:${value} removed`;
  return { verb: on ? 'tag' : 'untag', values: { key, value }, done };
}

export function followVerb(on: boolean): BulkVerb {
  const done = on ? 'Followed' : 'No longer followed';
  const consequence = on ? { consequence: 'What happens comes to your inbox.' } : {};
  return { verb: on ? 'follow' : 'unfollow', done, ...consequence, patch: { followed: on } };
}

export const deleteVerb = (discard: boolean): BulkVerb => ({
  verb: 'delete',
  ...(discard ? { mode: 'discard' as const } : {}),
  done: 'Deleted',
  consequence: discard
    ? 'Later events of the same cause are dropped, too.'
    : 'A later event of the same cause makes a new issue.',
});

/** Following is the reader's own: one issue at a time it needs no other role. */
export const isOwn = (verb: BulkVerb, target: VerbTarget) =>
  (verb.verb === 'follow' || verb.verb === 'unfollow') && !target.query && target.issues.length === 1;

/** Why merging is not possible now. */
export function noMerge({ query, issues }: Pick<VerbTarget, 'query' | 'issues'>): string | undefined {
  if (query) return 'Only selected rows can be merged, not all that match';
  if (issues.length < 2) return 'Select two or more';
  const projects = new Set(issues.map((issue) => issue.project_id));
  return projects.size > 1 ? 'Only issues of one project can be merged' : undefined;
}

export function sizeOf(target: VerbTarget): number {
  return target.query?.total ?? target.issues.length;
}

/** "Resolved.", "Resolved 12 issues.", with what was left alone. */
export function said(verb: BulkVerb, affected: number, skipped: number): { title: string; detail?: string } {
  const title =
    affected === 1 && skipped === 0 ? `${verb.done}.` : `${verb.done}: ${count(affected, 'issue')}.`;
  const left = skipped === 0 ? '' : `${exact(skipped)} left as they were.`;
  const detail = [left, affected > 0 ? (verb.consequence ?? '') : ''].filter(Boolean).join(' ');
  return { title, ...(detail ? { detail } : {}) };
}
