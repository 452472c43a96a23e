/** What the inbox tells, shown by the system too while no tab is looked at. A choice of this browser. */
import { navigate } from 'wouter/use-browser-location';
import { leaving } from '@/lib/leave';
import { paths } from '@/lib/paths';
import type { Notification as Told } from './inbox.queries';
import { words } from './words';

const KEY = 'gosnag.desktop';
const TITLE_CHARS = 120;

export type DesktopState = 'on' | 'off' | 'refused' | 'missing';

export function desktopState(): DesktopState {
  if (!('Notification' in window)) return 'missing';
  if (Notification.permission === 'denied') return 'refused';
  return Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on' ? 'on' : 'off';
}

/** On asks the browser, and the person behind it, first. */
export async function setDesktop(on: boolean): Promise<DesktopState> {
  if (!on) localStorage.removeItem(KEY);
  else if ((await Notification.requestPermission()) === 'granted') localStorage.setItem(KEY, 'on');
  return desktopState();
}

/** Of several tabs each says it; under one tag it is shown once. */
export function showDesktop(one: Told): void {
  if (!document.hidden || one.read || desktopState() !== 'on') return;
  const shown = new Notification(one.issue.title.slice(0, TITLE_CHARS), {
    body: words(one),
    tag: `${one.id} ${one.count}`,
  });
  shown.onclick = () => {
    window.focus();
    shown.close();
    leaving(() => navigate(paths.issue(one.project_id, one.issue.short_id ?? one.issue.id)));
  };
}
