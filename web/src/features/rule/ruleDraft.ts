/** Rules that score and label issues: what their lists and editors hold, and what is sent. */
import type { Answer } from '@/api/types';
import { type Group, newGroup, newLeaf, readTree, treeJson } from '@/features/condition';
import { count } from '@/lib/number';

type PriorityRule = Answer<'/projects/{project}/priority-rules'>[number];
type TagRule = Answer<'/projects/{project}/tag-rules'>[number];
/** Of either kind; its own fields are there or not. */
export type Rule = Pick<
  PriorityRule,
  | 'id'
  | 'name'
  | 'enabled'
  | 'tree'
  | 'sentence'
  | 'needs_ai'
  | 'version'
  | 'rule_type'
  | 'pattern'
  | 'threshold'
> &
  Partial<Pick<PriorityRule, 'points' | 'operator'>> &
  Partial<Pick<TagRule, 'tag_key' | 'tag_value'>>;

export type Kind = 'priority' | 'tags';
export const kinds: readonly { kind: Kind; label: string; lead: string }[] = [
  {
    kind: 'priority',
    label: 'Priority',
    lead: 'An issue begins at 50; each rule that holds adds its points, between 0 and 100. A person’s choice stays.',
  },
  {
    kind: 'tags',
    label: 'Tags',
    lead: 'A rule that holds puts its tag on the issue, beside those of people. It takes none off.',
  },
];
export const kindOf = (name: string | undefined): Kind => (name === 'tags' ? 'tags' : 'priority');

export interface RuleDraft {
  name: string;
  enabled: boolean;
  tree: Group;
  points: string;
  tagKey: string;
  tagValue: string;
}

export const emptyRule = (): RuleDraft => ({
  name: '',
  enabled: true,
  tree: newGroup('and', [newLeaf('level')]),
  points: '20',
  tagKey: '',
  tagValue: '',
});

export function draftOf(rule: Rule): RuleDraft {
  return {
    name: rule.name ?? '',
    enabled: rule.enabled,
    tree: readTree(rule.tree),
    points: String(rule.points ?? 0),
    tagKey: rule.tag_key ?? '',
    tagValue: rule.tag_value ?? '',
  };
}

/** Flat fields of old leave, a prompt for an AI stays what it is. */
export function bodyOf(kind: Kind, draft: RuleDraft, rule?: Rule): Record<string, unknown> {
  const isPrompt = rule?.needs_ai === true;
  const own =
    kind === 'priority'
      ? { points: Number.parseInt(draft.points, 10) || 0 }
      : { tag_key: draft.tagKey.trim(), tag_value: draft.tagValue.trim() };
  return {
    name: draft.name.trim(),
    enabled: draft.enabled,
    rule_type: isPrompt ? rule.rule_type : kind === 'priority' ? 'conditions' : 'pattern',
    ...(isPrompt
      ? { pattern: rule.pattern, threshold: rule.threshold }
      : { conditions: treeJson(draft.tree) }),
    ...own,
    ...(rule ? { version: rule.version } : {}),
  };
}

/** What differs from what is stored (`rule`), or from what a new one began with. */
export function changesOf(kind: Kind, draft: RuleDraft, from: RuleDraft, rule?: Rule): string[] {
  const a = bodyOf(kind, draft, rule);
  const b = bodyOf(kind, from, rule);
  return Object.keys(a).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}

/** "+20 points", "team: money". */
export function effectOf(kind: Kind, draft: Pick<RuleDraft, 'points' | 'tagKey' | 'tagValue'>): string {
  if (kind === 'tags') return `${draft.tagKey || '…'}: ${draft.tagValue || '…'}`;
  const points = Number.parseInt(draft.points, 10) || 0;
  return `${points < 0 ? '−' : '+'}${count(Math.abs(points), 'point')}`;
}
