import { useMemo } from 'react';
import type { IssueListItem } from '@/api/types';
import { now } from '@/lib/time';
import type { Selection } from '../bulk/selection';
import type { VerbTarget } from '../bulk/verbs';

interface Listed {
  /** Slug; undefined = all projects. */
  project?: string;
  issues: readonly IssueListItem[];
  focused: number;
  selection: Selection;
  q: string;
  total: number;
  /** When the rows were read, by this machine's clock. */
  readAt: number;
}

/** What a verb means here: all that match, the selection, or the focused row. */
export function useTarget({ project, issues, focused, selection, q, total, readAt }: Listed): VerbTarget {
  return useMemo(() => {
    if (selection.all) {
      const asOf = new Date(readAt + now() - Date.now()).toISOString();
      return { project, issues, query: { q, asOf, total } };
    }
    if (selection.ids.size > 0) {
      return { project, issues: issues.filter((issue) => selection.ids.has(issue.id)) };
    }
    return { project, issues: issues.slice(focused, focused + 1) };
  }, [project, issues, focused, selection, q, total, readAt]);
}
