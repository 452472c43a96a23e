import { cx } from './cx';

/** A grey place of the final size; appears after 120 ms so that fast answers do not blink. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('late block rounded-chip bg-s2', className)} />;
}

/** A thin line at the top of a panel that shows cached data while the new is fetched. */
export function ProgressLine({ on }: { on: boolean }) {
  return (
    <div
      className="pointer-events-none absolute inset-x-0 top-0 z-10 h-0.5 overflow-hidden"
      aria-hidden="true"
    >
      {on && <div className="late progress-line h-full w-2/5 bg-focus" />}
    </div>
  );
}
