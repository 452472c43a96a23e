/** Where the browser does not tell when it is idle. */
const UNTOLD_MS = 1500;

/**
 * Calls `run` once the page has nothing to do; with `mostMs`, no later than that.
 * @returns what takes that back.
 */
export function whenIdle(run: () => void, mostMs?: number): () => void {
  if (!window.requestIdleCallback) {
    const timer = setTimeout(run, mostMs ?? UNTOLD_MS);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(run, mostMs === undefined ? undefined : { timeout: mostMs });
  return () => cancelIdleCallback(asked);
}
