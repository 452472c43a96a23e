import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { desktopState, setDesktop, showDesktop } from './desktop';
import type { Notification as Told } from './inbox.queries';

const made: { title: string; options: NotificationOptions; onclick?: () => void }[] = [];
let answer: NotificationPermission;

beforeEach(() => {
  made.length = 0;
  localStorage.clear();
  answer = 'granted';
  class Stub {
    static permission: NotificationPermission = 'default';
    static async requestPermission() {
      Stub.permission = answer;
      return answer;
    }
    onclick?: () => void;
    close() {}
    constructor(title: string, options: NotificationOptions) {
      made.push(Object.assign(this, { title, options }));
    }
  }
  vi.stubGlobal('Notification', Stub);
});
afterEach(() => vi.unstubAllGlobals());

const hidden = (is: boolean) => vi.spyOn(document, 'hidden', 'get').mockReturnValue(is);
const told = {
  ...{ id: 'n1', kind: 'mention', count: 1, read: false, actor_name: 'Bo' },
  project_id: 'p1',
  issue: { id: 'i1', short_id: 'WEB-1', title: 'T'.repeat(500), level: 'error' },
} as unknown as Told;

test('it is off until it was asked for; what the browser refuses stays off', async () => {
  expect(desktopState()).toBe('off');
  answer = 'denied';
  expect(await setDesktop(true)).toBe('refused');
  hidden(true);
  showDesktop(told);
  expect(made).toEqual([]);
});

test('what is told is shown while no tab is looked at, and leads to its issue', async () => {
  expect(await setDesktop(true)).toBe('on');
  hidden(false);
  showDesktop(told);
  expect(made).toEqual([]);
  hidden(true);
  showDesktop({ ...told, read: true });
  expect(made).toEqual([]);
  showDesktop(told);
  expect(made).toHaveLength(1);
  expect(made[0]!.title).toHaveLength(120);
  expect(made[0]!.options).toMatchObject({ body: 'Bo mentioned you', tag: 'n1 1' });
  made[0]!.onclick!();
  expect(location.pathname).toBe('/projects/p1/issues/WEB-1');
  expect(await setDesktop(false)).toBe('off');
});
