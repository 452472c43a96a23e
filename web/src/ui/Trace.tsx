/** The trace line: mark, waiting line, empty state. One drawing, three lengths. */
import { cx } from './cx';

const blip = 'c5 0 6-3 8-10s3-13 6-13c8 0 4 46 12 46 4 0 5-7 7-14s4-9 9-9';

export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" className="shrink-0">
      <path
        d="M1.5 13h3.800c1.3 0 1.7-.8 2.2-2.600C8.1 8 8.7 5.5 9.9 5.500c2.6 0 1.5 13 4 13 1.2 0 1.7-2.2 2.2-4.1.4-1.2.8-1.4 2.1-1.400h4.3"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

interface TraceProps {
  /** flat = all is quiet; blip = one beat; run = waiting. */
  kind: 'flat' | 'blip' | 'run';
  className?: string;
}

export function Trace({ kind, className }: TraceProps) {
  // Longer than the box: the line runs on where there is more room.
  const path = kind === 'flat' ? 'M-300 32H700' : `M-300 32H172${blip}H700`;
  const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, strokeLinejoin: 'round' } as const;
  return (
    <svg
      viewBox="0 0 400 64"
      preserveAspectRatio="xMidYMid meet"
      aria-hidden="true"
      className={cx('h-16 w-full', className)}
    >
      <path d={path} {...line} className={kind === 'run' ? 'text-line' : 'text-text3'} />
      {kind === 'run' && (
        <path d={path} {...line} strokeWidth={2} pathLength={200} className="trace-run text-text" />
      )}
    </svg>
  );
}
