/** How one wants to be told: the part of the preferences that the server reads too. */
import type { Preferences } from '@/api/types';

export const kinds = [
  { id: 'mention', label: 'Somebody mentions me', hint: 'By @ in a comment.' },
  { id: 'assigned', label: 'An issue becomes mine', hint: 'Whoever assigned it.' },
  { id: 'followed', label: 'An issue I follow changes', hint: 'A comment, another state, another assignee.' },
  { id: 'reopened', label: 'An issue comes back', hint: 'One that is mine or that I follow.' },
  { id: 'alert', label: 'An alert does not get through', hint: 'Admins: after an hour without success.' },
] as const;
export type Kind = (typeof kinds)[number]['id'];
export type Channel = 'inbox' | 'mail';

/** Everything is on that is not off. */
export function isTold(now: Preferences, channel: Channel, kind: Kind | 'all'): boolean {
  return now.notify?.[channel]?.[kind] !== false;
}

/** Only what is off is kept. */
export function told(now: Preferences, channel: Channel, kind: Kind | 'all', on: boolean): Preferences {
  const { [kind]: _, ...rest } = now.notify?.[channel] ?? {};
  return { notify: { ...now.notify, [channel]: on ? rest : { ...rest, [kind]: false } } };
}

/** East of UTC is more, as the server counts; the browser counts the other way. */
export function utcOffset(at = new Date()): number {
  return -at.getTimezoneOffset() || 0;
}
