import { useLocation } from 'wouter';
import type { IssueListItem } from '@/api/types';
import { type KeyBinding, useKeys } from '@/keys';
import { copyText } from '@/ui/CopyButton';
import { toast } from '@/ui/toast';
import type { Selection } from '../bulk/selection';

interface ListKeys {
  issues: readonly IssueListItem[];
  focused: number;
  selection: Selection;
  hasNews: boolean;
  hrefOf: (issue: IssueListItem) => string;
  verbs: readonly KeyBinding[];
  move: (to: number) => void;
  select: (index: number, extend: boolean) => void;
  selectAll: () => void;
  clear: () => void;
  peek: () => void;
  showNews: () => void;
  sweep: () => void;
}

const group = 'Issues';

/** Everything a list does without a mouse. */
export function useListKeys(list: ListKeys): void {
  const [, navigate] = useLocation();
  const { issues, focused } = list;
  const issue = issues[focused];
  const open = () => (issue ? navigate(list.hrefOf(issue)) : false);
  const copyLink = () => {
    if (!issue) return false;
    void copyText(location.origin + list.hrefOf(issue)).then(() => toast('Link copied.'));
  };
  /** A step with shift takes the row it leaves and the one it reaches. */
  const extend = (by: number) => {
    const to = Math.max(0, Math.min(issues.length - 1, focused + by));
    if (list.selection.ids.size === 0) list.select(focused, false);
    list.move(to);
    list.select(to, true);
  };
  const some = list.selection.ids.size > 0;
  useKeys('page', [
    { keys: 'j', label: 'Next issue', group, run: () => list.move(focused + 1) },
    { keys: 'k', label: 'Previous issue', group, run: () => list.move(focused - 1) },
    { keys: 'Home', label: 'First issue', group, run: () => list.move(0) },
    { keys: 'End', label: 'Last loaded issue', group, run: () => list.move(issues.length - 1) },
    { keys: ['o', 'Enter'], label: 'Open the issue', group, run: open },
    {
      keys: '$mod+Enter',
      label: 'Open in a new tab',
      group,
      run: () => issue && window.open(list.hrefOf(issue), '_blank', 'noopener'),
    },
    { keys: 'Space', label: 'Peek at the issue', group, run: () => (issue ? list.peek() : false) },
    { keys: 'x', label: 'Select', group, run: () => (issue ? list.select(focused, false) : false) },
    { keys: 'Shift+J', label: 'Extend the selection down', group, run: () => extend(1) },
    { keys: 'Shift+K', label: 'Extend the selection up', group, run: () => extend(-1) },
    { keys: '$mod+a', label: 'Select all loaded, again: all matching', group, run: list.selectAll },
    { keys: 'Escape', label: 'Clear the selection', group, run: () => (some ? list.clear() : false) },
    ...list.verbs,
    {
      keys: 'c',
      label: 'Comment',
      group,
      run: () => (issue ? navigate(`${list.hrefOf(issue)}#activity`) : false),
    },
    { keys: 'g w', label: 'Sweep: one issue a screen', group, run: list.sweep },
    { keys: 'y', label: 'Copy link', group, run: copyLink },
    { keys: 'u', label: 'Show what is new', group, run: () => (list.hasNews ? list.showNews() : false) },
    {
      keys: '/',
      label: 'Search',
      group,
      run: () => document.getElementById('issue-search')?.focus(),
    },
  ]);
}
