/** An alert while it is written: what the editor holds, and what is sent of it. */
import { type Group, newGroup, newLeaf, readTree, treeJson } from '@/features/condition';
import type { Alert } from './alert.queries';
import { channelOf } from './channels';

export interface AlertDraft {
  name: string;
  type: string;
  enabled: boolean;
  /** Texts by field; a secret that is '' stays as it is stored. */
  config: Record<string, string>;
  recipients: string[];
  /** Of secrets the server has. */
  isSet: ReadonlySet<string>;
  throttle: string;
  tree: Group;
}
/** The whole of it: what is absent becomes nothing, the flat fields of old among it. */
export interface AlertBody {
  name: string;
  alert_type: string;
  enabled: boolean;
  config: Record<string, unknown>;
  throttle_minutes: number;
  conditions: unknown;
  version?: number;
}

const THROTTLE = 30;
const WEEK_MIN = 7 * 24 * 60;

export const emptyAlert = (tree: Group = newGroup('and', [newLeaf('level')])): AlertDraft => ({
  name: '',
  type: 'email',
  enabled: true,
  config: {},
  recipients: [],
  isSet: new Set(),
  throttle: String(THROTTLE),
  tree,
});

export function draftOf(alert: Alert): AlertDraft {
  const stored = (alert.config ?? {}) as Record<string, unknown>;
  const fields = channelOf(alert.alert_type)?.fields ?? [];
  return {
    name: alert.name ?? '',
    type: alert.alert_type ?? 'email',
    enabled: alert.enabled,
    config: Object.fromEntries(
      fields.filter(({ lines }) => !lines).map(({ name }) => [name, String(stored[name] ?? '')]),
    ),
    recipients: Array.isArray(stored.recipients) ? stored.recipients.map(String) : [],
    isSet: new Set(fields.filter(({ name }) => stored[`${name}_set`] === true).map(({ name }) => name)),
    throttle: String(alert.throttle_minutes),
    tree: readTree(alert.tree),
  };
}

/** As it is sent; what is no number, or beyond a week, is refused by the field itself. */
export function throttleOf({ throttle }: Pick<AlertDraft, 'throttle'>): number {
  return Math.min(WEEK_MIN, Math.max(0, Number.parseInt(throttle, 10) || 0));
}

export function bodyOf(draft: AlertDraft, version?: number): AlertBody {
  const config: Record<string, unknown> = {};
  for (const { name, lines } of channelOf(draft.type)?.fields ?? [])
    config[name] = lines
      ? draft.recipients.map((one) => one.trim()).filter((one) => one !== '')
      : (draft.config[name] ?? '').trim();
  return {
    name: draft.name.trim(),
    alert_type: draft.type,
    enabled: draft.enabled,
    config,
    throttle_minutes: throttleOf(draft),
    conditions: treeJson(draft.tree),
    ...(version === undefined ? {} : { version }),
  };
}

/** What differs from what is stored, in words; secrets count once something is typed. */
export function changesOf(draft: AlertDraft, stored: AlertDraft): string[] {
  const a = bodyOf(draft);
  const b = bodyOf(stored);
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  return [
    a.name !== b.name && 'name',
    a.enabled !== b.enabled && 'on or off',
    differs(a.config, b.config) && 'channel',
    a.throttle_minutes !== b.throttle_minutes && 'window',
    differs(a.conditions, b.conditions) && 'conditions',
  ].filter((one): one is string => one !== false);
}

/** A title for an alert nobody named. */
export function alertTitle(alert: Pick<Alert, 'name' | 'sentence'>): string {
  if (alert.name) return alert.name;
  const words = alert.sentence && alert.sentence !== 'always' ? alert.sentence : 'every issue';
  return words[0]!.toUpperCase() + words.slice(1);
}

/** "#payments (Slack)", "ops@example.com and 2 more (Mail)". */
export function whereTo(alert: Pick<Alert, 'alert_type' | 'config'>): string {
  const label = channelOf(alert.alert_type)?.label ?? alert.alert_type ?? '';
  const stored = (alert.config ?? {}) as Record<string, unknown>;
  const to = Array.isArray(stored.recipients) ? stored.recipients.map(String) : [];
  if (to.length > 0) return `${to[0]}${to.length > 1 ? ` and ${to.length - 1} more` : ''} (${label})`;
  const place = [stored.channel, stored.chat_id].find((one) => typeof one === 'string' && one !== '');
  return place ? `${place} (${label})` : label;
}
