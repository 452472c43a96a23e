import { useEffect, useState } from 'react';

/** What a form was filled with. */
export interface Base<T> {
  base: T | undefined;
  /** From now on it stands on this one. */
  setBase: (next: T) => void;
}

interface Stored {
  version: number;
}

/**
 * A form keeps the version it was filled with, and is refused with it when somebody else saved meanwhile: with
 * the newest, which the list reads by itself, it would undo what it never showed. Without changes of its own it
 * takes the newest (`load`).
 */
export function useBase<T extends Stored>(
  now: T | undefined,
  isDirty: (base: T) => boolean,
  load: (now: T) => void,
): Base<T> {
  const [base, setBase] = useState(now);
  const isBehind = now !== undefined && base !== undefined && now.version > base.version && !isDirty(base);
  useEffect(() => {
    if (!isBehind) return;
    setBase(now);
    load(now);
  });
  return { base, setBase };
}
