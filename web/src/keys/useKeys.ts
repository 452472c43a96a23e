import { useEffect, useRef } from 'react';
import { addLayer, combos, type KeyBinding, type KeyScope } from './registry';

/** Registers these bindings while the component is mounted (and `on`). */
export function useKeys(scope: KeyScope, bindings: readonly KeyBinding[], on = true): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const shape = bindings.flatMap(combos).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new set of keys is a new layer
  useEffect(() => (on ? addLayer({ scope, bindings: () => latest.current }) : undefined), [scope, on, shape]);
}
