import { api } from '@/api/client';
import { useTopic } from '@/live';
import { showDesktop } from './desktop';
import { unread } from './unread';

/** The number beside the inbox follows the stream. */
export function useUnreadLive(): void {
  useTopic('me', (message) => {
    if (message.event !== 'notification' && message.event !== 'reset') return;
    // A failed read leaves the number; the next message asks again.
    api
      .GET('/notifications', { params: { query: { limit: 1 } } })
      .then(({ data }) => {
        unread.set(data!.unread);
        const newest = data!.items[0];
        if (newest && message.event === 'notification') showDesktop(newest);
      })
      .catch(() => {});
  });
}
