import { useLayoutEffect, useRef } from 'react';
import { addLayer, combos, type KeyBinding, type KeyScope } from './registry';

/**
 * Registers these bindings while the component is to be seen (and `on`). By a layout effect, for React
 * keeps a page that is being left, hidden, until the code of the next has come: its other effects live on
 * as long, and a dialog of it would still keep every key to itself.
 */
export function useKeys(scope: KeyScope, bindings: readonly KeyBinding[], on = true): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.flatMap(combos).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new set of keys is a new layer
  useLayoutEffect(
    () => (on ? addLayer({ scope, bindings: () => latest.current }) : undefined),
    [scope, on, shape],
  );
}
