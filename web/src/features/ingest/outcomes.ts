/** What became of what was sent: words and sums. */
import type { Outcome } from '@/api/types';

const outcomeWords: Record<string, string> = {
  accepted: 'Stored',
  thinned: 'Counted, body not kept',
  filtered: 'Filtered',
  rate_limited: 'Over a limit',
  invalid: 'Refused as invalid',
  client_discard: 'Dropped by the SDK',
  not_kept: 'Counted, not kept',
  unknown_monitor: 'Dropped: no such monitor',
  too_many_environments: 'Dropped: too many environments',
  too_many_monitors: 'Dropped: too many monitors',
  project_gone: 'Dropped: the project was deleted',
  issue_limit: 'Stored, in the issue of its type: too many new ones',
};
const reasonWords: Record<string, string> = {
  address: 'address',
  browser_extension: 'browser extension',
  category_rate_limit: 'limit of the category',
  duplicate: 'sent twice',
  key_rate_limit: 'limit of the key',
  malformed: 'not readable',
  origin: 'origin not allowed',
  project_rate_limit: 'limit of the project',
  quarantined: 'could not be digested',
  spike: 'spike protection',
  too_large: 'too large',
};

export function outcomeWord(outcome: string): string {
  return outcomeWords[outcome] ?? outcome.replaceAll('_', ' ');
}
export function reasonWord(reason: string | null | undefined): string {
  return reason ? (reasonWords[reason] ?? reason.replaceAll('_', ' ')) : '';
}

/** What categories are called elsewhere on the page. */
const categoryWords: Record<string, string> = {
  error: 'errors',
  attachment: 'attachments',
  security: 'security reports',
  session: 'sessions',
  monitor: 'check-ins',
  transaction: 'transactions',
  replay: 'replays',
};
export function categoryWord(category: string): string {
  return categoryWords[category] ?? category.replaceAll('_', ' ');
}

export interface Sum {
  key: string;
  category: string;
  outcome: string;
  reason: string;
  quantity: number;
}

/** Over the whole span, the largest first. */
export function sums(items: readonly Outcome[]): Sum[] {
  const all = new Map<string, Sum>();
  for (const { category = '', outcome = '', reason = '', quantity } of items) {
    const key = `${category} ${outcome} ${reason}`;
    const sum = all.get(key) ?? { key, category, outcome, reason, quantity: 0 };
    all.set(key, { ...sum, quantity: sum.quantity + quantity });
  }
  return [...all.values()].sort((a, b) => b.quantity - a.quantity);
}

/** Figures of each hour or day of the span, oldest first; silent ones are 0. */
export function perStep(items: readonly Outcome[], since: string, until: string, stepMs: number): number[] {
  const first = Math.floor(Date.parse(since) / stepMs);
  const last = Math.floor(Date.parse(until) / stepMs);
  const values = Array.from({ length: last - first + 1 }, () => 0);
  for (const { at, quantity } of items) {
    const i = Math.floor(Date.parse(at ?? '') / stepMs) - first;
    if (i >= 0 && i < values.length) values[i]! += quantity;
  }
  return values;
}
