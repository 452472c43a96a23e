import type { MonitorRun } from '@/api/types';
import { absolute } from '@/lib/time';
import { cx } from '@/ui/cx';
import { type RunKind, runKind, runTitle, runWords } from './runWords';

const SHOWN_MOST = 40;
const STEP = 6;
const WIDE = 4;
const HIGH = 20;

/** Shape goes with hue: how tall, and filled or hollow. */
const shapes: Record<RunKind, { tall: number; hollow?: boolean; className: string }> = {
  ok: { tall: 10, className: 'fill-resolved' },
  late: { tall: 14, className: 'fill-warning' },
  error: { tall: HIGH, className: 'fill-error' },
  timeout: { tall: HIGH, hollow: true, className: 'stroke-error' },
  missed: { tall: 5, hollow: true, className: 'stroke-fatal' },
  in_progress: { tall: 10, hollow: true, className: 'stroke-info' },
};

function summary(runs: readonly MonitorRun[]): string {
  const counts = new Map<RunKind, number>();
  for (const run of runs) counts.set(runKind(run), (counts.get(runKind(run)) ?? 0) + 1);
  const parts = [...counts].map(([kind, n]) => `${n} ${runWords[kind]}`);
  return runs.length === 0 ? 'No run yet' : `The last ${runs.length} runs: ${parts.join(', ')}`;
}

interface RunStripProps {
  /** Newest first, as the server has them. */
  runs: readonly MonitorRun[];
  /** A dashed place at the end. */
  next: string | null;
  className?: string;
}

/** The newest runs from left to right, and the one that is expected. */
export function RunStrip({ runs, next, className }: RunStripProps) {
  const shown = runs.slice(0, SHOWN_MOST).toReversed();
  const width = (SHOWN_MOST + 1) * STEP;
  const first = SHOWN_MOST - shown.length;
  return (
    <svg
      role="img"
      aria-label={summary(shown)}
      viewBox={`0 0 ${width} ${HIGH}`}
      width={width}
      height={HIGH}
      className={cx('block max-w-full', className)}
    >
      {shown.map((run, i) => {
        const { tall, hollow, className: tone } = shapes[runKind(run)];
        const inset = hollow ? 0.75 : 0;
        return (
          <rect
            key={run.check_in_id}
            x={(first + i) * STEP + inset}
            y={HIGH - tall + inset}
            width={WIDE - 2 * inset}
            height={tall - 2 * inset}
            rx={hollow ? 0 : 1}
            strokeWidth={1.5}
            className={cx(tone, hollow && 'fill-none')}
          >
            <title>{runTitle(run)}</title>
          </rect>
        );
      })}
      <line x1={0} x2={first * STEP} y1={HIGH - 0.5} y2={HIGH - 0.5} className="stroke-line" />
      {next && (
        <rect
          x={SHOWN_MOST * STEP + 0.5}
          y={HIGH - 9.5}
          width={WIDE - 1}
          height={9}
          strokeDasharray="2 1.5"
          className="fill-none stroke-ctl"
        >
          <title>{`next expected ${absolute(next)}`}</title>
        </rect>
      )}
    </svg>
  );
}
