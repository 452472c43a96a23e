import type { Notification } from './inbox.queries';

const happened: Record<string, string> = {
  mention: 'mentioned you',
  assigned: 'assigned it to you',
  comment: 'commented',
  reopened: 'reopened',
  alert: 'alert not getting through',
  status: 'changed its status',
};

/** "Bo mentioned you, 3 times". */
export function words(one: Notification): string {
  const what = happened[one.kind] ?? one.kind.replaceAll('_', ' ');
  const who = one.actor_name ? `${one.actor_name} ${what}` : what[0]!.toUpperCase() + what.slice(1);
  return one.count > 1 ? `${who}, ${one.count} times` : who;
}
