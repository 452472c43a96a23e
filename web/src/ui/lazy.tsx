/** Overlays are fetched when idle or on first intent, never before the first paint. */
import { type ComponentType, createElement, useEffect, useState } from 'react';
import { whenIdle } from '@/lib/idle';

type Overlays = typeof import('./overlays');
let loaded: Overlays | undefined;

async function load(): Promise<Overlays> {
  loaded = await import('./overlays');
  return loaded;
}

export function preloadOverlays(): void {
  load().catch(() => {});
}
/** After the first view has settled. */
export function preloadOverlaysWhenIdle(): void {
  whenIdle(preloadOverlays);
}

/** Without Suspense: React holds back what suspended for 300 ms, and a menu opens at once. */
function layer<P extends object>(pick: (overlays: Overlays) => ComponentType<P>): ComponentType<P> {
  // biome-ignore lint/correctness/noComponentHookFactories: called at module level only
  return function Layer(props: P) {
    const [overlays, setOverlays] = useState(loaded);
    useEffect(() => {
      if (overlays) return;
      load().then(setOverlays, (error) =>
        setOverlays(() => {
          throw error;
        }),
      );
    }, [overlays]);
    return overlays ? createElement(pick(overlays), props) : null;
  };
}

export const LazyDialog = layer((o) => o.DialogLayer);
export const LazyConfirm = layer((o) => o.ConfirmLayer);
export const LazyMenu = layer((o) => o.MenuLayer);
export const LazyPopover = layer((o) => o.PopoverLayer);
export const LazyPicker = layer((o) => o.PickerLayer);
export const LazyToasts = layer((o) => o.ToastLayer);
