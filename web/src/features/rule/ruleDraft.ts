/** Rules that score, label and ticket issues: what their lists and editors hold, and what is sent. */
import type { Answer } from '@/api/types';
import { type Group, newGroup, newLeaf, readTree, treeJson } from '@/features/condition';
import { type TrackerKind, trackers } from '@/features/tracker';
import { count } from '@/lib/number';

type PriorityRule = Answer<'/projects/{project}/priority-rules'>[number];
type TagRule = Answer<'/projects/{project}/tag-rules'>[number];
type TicketRule = Answer<'/projects/{project}/jira/rules'>[number];
/** Of any kind; its own fields are there or not. */
export type Rule = Pick<TicketRule, 'id' | 'name' | 'enabled' | 'tree' | 'sentence'> & {
  version: number;
} & Partial<Pick<PriorityRule, 'needs_ai' | 'rule_type' | 'pattern' | 'threshold' | 'points' | 'operator'>> &
  Partial<Pick<TagRule, 'tag_key' | 'tag_value'>>;

export type Kind = 'priority' | 'tags' | TrackerKind;

interface KindWords {
  kind: Kind;
  label: string;
  lead: string;
  empty: { title: string; words: string };
  /** Of a rule's name. */
  placeholder: string;
  saved: string;
  removed: string;
}

export const kinds: readonly KindWords[] = [
  {
    kind: 'priority',
    label: 'Priority',
    lead: 'An issue begins at 50; each rule that holds adds its points, between 0 and 100. A person’s choice stays.',
    empty: {
      title: 'Every issue has the same priority',
      words: 'Rules raise what is urgent and lower what is not.',
    },
    placeholder: 'Payments are urgent',
    saved: 'It acts on what arrives; recalculate to score all issues.',
    removed: 'Scores follow with the next events.',
  },
  {
    kind: 'tags',
    label: 'Tags',
    lead: 'A rule that holds puts its tag on the issue, beside those of people. It takes none off.',
    empty: {
      title: 'No issue is tagged by itself',
      words: 'A rule names the part, the team or the customer an issue belongs to.',
    },
    placeholder: 'Belongs to payments',
    saved: 'It acts on what arrives.',
    removed: 'Tags it has put on stay.',
  },
  ...trackers.map(({ kind, title }) => ({
    kind,
    label: title,
    lead: `An issue that is new, comes back or crosses a threshold gets one ticket in ${title} when any rule holds, and never a second.`,
    empty: {
      title: `No ticket in ${title} is made by itself`,
      words: 'A rule says which issues are worth one. By hand, every issue can have its ticket.',
    },
    placeholder: 'Fatal ones in production',
    saved: 'It acts on what arrives.',
    removed: 'Tickets it has made stay.',
  })),
];
export const kindOf = (name: string | undefined): Kind =>
  kinds.find((one) => one.kind === name)?.kind ?? 'priority';
export const wordsOf = (kind: Kind): KindWords => kinds.find((one) => one.kind === kind)!;

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
  return {
    name: draft.name.trim(),
    enabled: draft.enabled,
    ...(isPrompt
      ? { pattern: rule.pattern, threshold: rule.threshold }
      : { conditions: treeJson(draft.tree) }),
    ...ownOf(kind, draft, isPrompt ? rule.rule_type : undefined),
    ...(rule ? { version: rule.version } : {}),
  };
}

function ownOf(kind: Kind, draft: RuleDraft, type: string | undefined): Record<string, unknown> {
  if (kind === 'priority')
    return { rule_type: type ?? 'conditions', points: Number.parseInt(draft.points, 10) || 0 };
  if (kind === 'tags')
    return {
      rule_type: type ?? 'pattern',
      tag_key: draft.tagKey.trim(),
      tag_value: draft.tagValue.trim(),
    };
  return {};
}

/** What differs from what is stored (`rule`), or from what a new one began with. */
export function changesOf(kind: Kind, draft: RuleDraft, from: RuleDraft, rule?: Rule): string[] {
  const a = bodyOf(kind, draft, rule);
  const b = bodyOf(kind, from, rule);
  return Object.keys(a).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}

/** "+20 points", "team: money", "a ticket in Jira". */
export function effectOf(kind: Kind, draft: Pick<RuleDraft, 'points' | 'tagKey' | 'tagValue'>): string {
  if (kind === 'tags') return `${draft.tagKey || '…'}: ${draft.tagValue || '…'}`;
  if (kind !== 'priority') return `a ticket in ${wordsOf(kind).label}`;
  const points = Number.parseInt(draft.points, 10) || 0;
  return `${points < 0 ? '−' : '+'}${count(Math.abs(points), 'point')}`;
}

/** How the sentence of a rule begins: "+20 points, when …". */
export const leadOf = (...of: Parameters<typeof effectOf>): string =>
  `${of[0] === 'priority' || of[0] === 'tags' ? '' : 'Makes '}${effectOf(...of)},`;
