import { useRef } from 'react';

/**
 * A layer closes once. Giving the focus back is, for another layer still open, focus outside of it:
 * two of them would pass it to and fro for ever.
 */
export function useOnce<Args extends unknown[]>(close: (...args: Args) => void): (...args: Args) => void {
  const closed = useRef(false);
  return (...args) => {
    if (closed.current) return;
    closed.current = true;
    close(...args);
  };
}
