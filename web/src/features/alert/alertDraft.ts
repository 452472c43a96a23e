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
  /** Minutes to gather for; '0' sends each at once. */
  digest: string;
  notifyResolved: boolean;
  /** At the times of `mute`, which stay written while it is off. */
  keepsStill: boolean;
  mute: Mute;
  tree: Group;
}
export interface Mute {
  days: readonly string[];
  from: string;
  until: string;
  zone: string;
}
/** The whole of it: what is absent becomes nothing, the flat fields of old among it. */
export interface AlertBody {
  name: string;
  alert_type: string;
  enabled: boolean;
  config: Record<string, unknown>;
  throttle_minutes: number;
  digest_minutes: number;
  notify_resolved: boolean;
  mute?: Mute;
  conditions: unknown;
  version?: number;
}

const THROTTLE = 30;
const DAY_MIN = 24 * 60;
const WEEK_MIN = 7 * DAY_MIN;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Nights of working days, where the writer is. */
export const nights = (): Mute => ({
  days: weekdays.slice(0, 5),
  from: '22:00',
  until: '07:00',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
});
const never: Mute = { days: [], from: '', until: '', zone: '' };

export const emptyAlert = (tree: Group = newGroup('and', [newLeaf('level')])): AlertDraft => ({
  name: '',
  type: 'email',
  enabled: true,
  config: {},
  recipients: [],
  isSet: new Set(),
  throttle: String(THROTTLE),
  digest: '0',
  notifyResolved: false,
  keepsStill: false,
  mute: never,
  tree,
});

function muteOf(stored: Alert['mute']): Mute {
  const days = stored?.days ?? [];
  if (days.length === 0) return never;
  return { days, from: stored?.from ?? '', until: stored?.until ?? '', zone: stored?.zone ?? '' };
}

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
    digest: String(alert.digest_minutes ?? 0),
    notifyResolved: alert.notify_resolved ?? false,
    keepsStill: (alert.mute?.days ?? []).length > 0,
    mute: muteOf(alert.mute),
    tree: readTree(alert.tree),
  };
}

/** As it is sent; what is no number, or beyond the most, is refused by the field itself. */
const minutesOf = (text: string, most: number) => Math.min(most, Math.max(0, Number.parseInt(text, 10) || 0));
export const throttleOf = ({ throttle }: Pick<AlertDraft, 'throttle'>): number =>
  minutesOf(throttle, WEEK_MIN);

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
    digest_minutes: minutesOf(draft.digest, DAY_MIN),
    notify_resolved: draft.notifyResolved,
    ...(draft.keepsStill ? { mute: draft.mute } : {}),
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
    a.digest_minutes !== b.digest_minutes && 'digest',
    a.notify_resolved !== b.notify_resolved && 'word of the end',
    differs(a.mute, b.mute) && 'quiet hours',
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

/** ", gathered for 15 min, still Mon–Fri 22:00–07:00" */
export function calm(alert: Pick<Alert, 'digest_minutes' | 'mute'>): string {
  const { days, from, until } = muteOf(alert.mute);
  const gathered = alert.digest_minutes > 0 ? `, gathered for ${alert.digest_minutes} min` : '';
  if (days.length === 0) return gathered;
  const names = days.map((day) => day[0]!.toUpperCase() + day.slice(1));
  const at = weekdays.indexOf(days[0] as (typeof weekdays)[number]);
  const isRun = days.length > 2 && days.every((day, i) => day === weekdays[at + i]);
  const when = isRun ? `${names[0]}–${names[names.length - 1]}` : names.join(', ');
  return `${gathered}, still ${when} ${from}–${until}`;
}
