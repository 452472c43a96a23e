/** What decorates waits until what one came for is painted. */
import { useEffect, useState } from 'react';
import { whenIdle } from './idle';

/** In a tab nobody sees there is no frame to wait for. */
const UNSEEN_MS = 250;

/** Calls `run` once the frame that is drawn now has been shown. @returns what takes that back. */
export function afterPaint(run: () => void): () => void {
  let done = false;
  const once = () => {
    if (!done) run();
    done = true;
  };
  const frame = requestAnimationFrame(() => setTimeout(once));
  const timer = setTimeout(once, UNSEEN_MS);
  return () => {
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** True once what was drawn when `ready` became true has been shown; it stays true. */
export function usePainted(ready: boolean): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => (ready && !painted ? afterPaint(() => setPainted(true)) : undefined), [ready, painted]);
  return painted;
}

/** What only decorates waits no longer for a page that is always busy. */
const BUSY_MS = 1000;

/** True once the page, drawn as it was when `ready` became true, has nothing left to do; it stays true. */
export function useIdle(ready: boolean): boolean {
  const painted = usePainted(ready);
  const [idle, setIdle] = useState(false);
  useEffect(() => (painted && !idle ? whenIdle(() => setIdle(true), BUSY_MS) : undefined), [painted, idle]);
  return idle;
}
