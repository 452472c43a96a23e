import { useLayoutEffect, useRef } from 'react';
import { useStore } from '@/lib/store';
import { listen, liveStatus } from './hub';
import type { LiveMessage, LiveStatus } from './message';

export type { LiveMessage, LiveStatus };
export { listen };

/** Calls back for every message of the topic; `reset` means "fetch anew". undefined = do not listen.
 * By a layout effect: a page that is being left, hidden until the code of the next has come, has stopped
 * listening, and does not ask for what it shows when that is deleted. */
export function useTopic(topic: string | undefined, onMessage: (message: LiveMessage) => void): void {
  const latest = useRef(onMessage);
  latest.current = onMessage;
  useLayoutEffect(() => (topic ? listen(topic, (message) => latest.current(message)) : undefined), [topic]);
}

export function useLiveStatus(): LiveStatus {
  return useStore(liveStatus);
}
