/** Overlays are fetched when idle or on first intent, never before the first paint. */
import { type ComponentType, lazy, Suspense } from 'react';

const load = () => import('./overlays');
type Overlays = Awaited<ReturnType<typeof load>>;

export function preloadOverlays(): void {
  void load();
}
/** After the first view has settled. */
export function preloadOverlaysWhenIdle(): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, 1500));
  idle(() => void load());
}

function layer<P extends object>(pick: (overlays: Overlays) => ComponentType<P>): ComponentType<P> {
  const Lazy = lazy(async () => ({ default: pick(await load()) }));
  // biome-ignore lint/correctness/noComponentHookFactories: called at module level only
  return function Layer(props: P) {
    return (
      <Suspense fallback={null}>
        <Lazy {...props} />
      </Suspense>
    );
  };
}

export const LazyDialog = layer((o) => o.DialogLayer);
export const LazyConfirm = layer((o) => o.ConfirmLayer);
export const LazyMenu = layer((o) => o.MenuLayer);
export const LazyPopover = layer((o) => o.PopoverLayer);
export const LazyPicker = layer((o) => o.PickerLayer);
export const LazyToasts = layer((o) => o.ToastLayer);
