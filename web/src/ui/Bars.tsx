/** Bars in plain SVG, at most 120 of them. One list shares one scale and says so. */
import { exact } from '@/lib/number';
import { cx } from './cx';

const BARS_MOST = 120;

interface BarsProps {
  values: readonly number[];
  /** Spoken and shown on hover: "Events of the last 14 days: 1,204". */
  label: string;
  /** Top of the scale; default: the largest value here. */
  scale?: number;
  /** The last n bars take `hotClass`. */
  hot?: number;
  hotClass?: string;
  height?: number;
  className?: string;
}

export function Bars({
  values,
  label,
  scale,
  hot = 0,
  hotClass = 'fill-text',
  height = 24,
  className,
}: BarsProps) {
  const shown = values.slice(-BARS_MOST);
  const top = Math.max(1, scale ?? Math.max(0, ...shown));
  const width = shown.length * 4;
  // One path a colour: a long list would else be made of little but bars.
  const paths = new Map<string, string>();
  shown.forEach((value, i) => {
    // Nothing is a hairline, one event is already seen.
    const tall = value === 0 ? 1 : Math.max(2, Math.min(1, value / top) * height);
    const isHot = i >= shown.length - hot;
    const tone = value === 0 ? 'fill-line' : isHot ? hotClass : 'fill-text3';
    paths.set(tone, `${paths.get(tone) ?? ''}M${i * 4} ${height}v${-tall}h3v${tall}z`);
  });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      height={height}
      className={cx('block', className)}
    >
      <title>{label}</title>
      {[...paths].map(([tone, path]) => (
        <path key={tone} d={path} className={tone} />
      ))}
    </svg>
  );
}

export function barsLabel(values: readonly number[], what: string): string {
  return `${what}: ${exact(values.reduce((sum, n) => sum + n, 0))}`;
}
