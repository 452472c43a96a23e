/** Fingerprint rules in words, and what an editor holds of one. */
import type { Answer } from '@/api/types';
import { count } from '@/lib/number';

export type Rule = Answer<'/projects/{project}/grouping/rules'>['items'][number];
export type Preview = Answer<'/projects/{project}/grouping/preview', 'post'>;
export interface Matcher {
  key: string;
  pattern: string;
  negate: boolean;
}
export interface RuleDraft {
  name: string;
  enabled: boolean;
  matchers: Matcher[];
  fingerprint: string[];
  title: string;
}

export const TAG = 'tags.';

/** In three groups, as the server holds them together: one exception, one frame, the event. */
export const keyChoices = [
  { value: 'type', label: 'error type' },
  { value: 'message', label: 'message' },
  { value: 'path', label: 'path of a frame' },
  { value: 'function', label: 'function of a frame' },
  { value: 'module', label: 'module of a frame' },
  { value: 'level', label: 'level' },
  { value: 'logger', label: 'logger' },
  { value: 'release', label: 'release' },
  { value: 'environment', label: 'environment' },
  { value: TAG, label: 'tag …' },
] as const;

export const emptyDraft: RuleDraft = {
  name: '',
  enabled: true,
  matchers: [{ key: 'type', pattern: '', negate: false }],
  fingerprint: [],
  title: '',
};

export function draftOf(rule: Rule): RuleDraft {
  return {
    name: rule.name ?? '',
    enabled: rule.enabled,
    matchers: rule.matchers.map(({ key, pattern, negate }) => ({ key, pattern, negate })),
    fingerprint: rule.fingerprint,
    title: rule.title ?? '',
  };
}

/** What is sent: lines without content leave. */
export function bodyOf(draft: RuleDraft): RuleDraft {
  return {
    ...draft,
    name: draft.name.trim(),
    title: draft.title.trim(),
    matchers: draft.matchers.map((one) => ({ ...one, pattern: one.pattern.trim() })),
    fingerprint: draft.fingerprint.map((part) => part.trim()).filter((part) => part !== ''),
  };
}

/** False while the server would refuse it for a gap that one sees. */
export function isWhole(draft: RuleDraft): boolean {
  const { matchers, fingerprint } = bodyOf(draft);
  return (
    matchers.length > 0 &&
    matchers.every(({ key, pattern }) => pattern !== '' && key !== TAG) &&
    fingerprint.length > 0
  );
}

function keyWord(key: string): string {
  if (key.startsWith(TAG)) return `tag ${key.slice(TAG.length)}`;
  return keyChoices.find((one) => one.value === key)?.label ?? key;
}

/** "error type is Timeout* and level is not error → one issue for each {{ type }}". */
export function sentence(rule: Pick<RuleDraft, 'matchers' | 'fingerprint'>): string {
  const when = rule.matchers
    .map(({ key, pattern, negate }) => `${keyWord(key)} is ${negate ? 'not ' : ''}${pattern}`)
    .join(' and ');
  const isVaried = rule.fingerprint.some((part) => part.includes('{{'));
  const parts = rule.fingerprint.join(', ');
  return `${when} → ${isVaried ? `one issue for each ${parts}` : `one issue, ${parts}`}`;
}

/** What a preview says in one line. */
export function verdict(preview: Preview): string {
  const { moving_events: moving, scanned_events: all, total_joins: joins, total_splits: splits } = preview;
  const looked = preview.complete ? `all ${all}` : `the newest ${all}`;
  if (moving === 0 && joins === 0 && splits === 0)
    return `Nothing would change among ${looked} stored events.`;
  const what = [
    joins > 0 && `${joins} ${joins === 1 ? 'issue comes' : 'issues come'} together`,
    splits > 0 && `${splits} ${splits === 1 ? 'issue parts' : 'issues part'}`,
  ].filter(Boolean);
  return `${moving} of ${looked} stored events would be elsewhere${what.length > 0 ? `: ${what.join(', ')}` : ''}.`;
}

/** What saving means; stored events are the page's last section. */
export const onlyNew = 'It acts on what arrives. Stored events follow when you apply it.';

/** The result of the job that applied today's grouping. */
export interface Applied {
  repointed: number;
  moved_events: number;
  counted_only: number;
  left: number;
  complete: boolean;
}

/** What the job did, and what it could not. `ended`: it was not stopped. */
export function appliedWords(result: Applied, ended: boolean): string {
  const { repointed, moved_events: moved, counted_only: counted, left } = result;
  const did = [
    repointed > 0 &&
      `${count(repointed, 'fingerprint')} changed ${repointed === 1 ? 'its issue' : 'their issues'}`,
    moved > 0 && `${count(moved, 'event')} parted from ${moved === 1 ? 'its issue' : 'their issues'}`,
  ].filter(Boolean);
  return [
    did.length > 0 ? `${did.join(', ')}.` : 'Nothing was moved.',
    counted > 0 && `${count(counted, 'event')} without a body stayed where they were counted.`,
    left > 0 && `${count(left, 'fingerprint')} could not be moved: an issue is full or discarded.`,
    !ended && 'It was stopped before the end.',
    ended && !result.complete && 'There is more: apply again.',
  ]
    .filter(Boolean)
    .join(' ');
}
