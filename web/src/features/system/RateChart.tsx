import { type PointerEvent, useState } from 'react';
import { exact, short } from '@/lib/number';
import { absolute } from '@/lib/time';
import { cx } from '@/ui/cx';
import type { Bucket } from './figures';

const HEIGHT = 140;
/** Bottom to top; words stand beside the hues. */
const kinds = [
  { key: 'accepted', word: 'accepted', bar: 'fill-text3', swatch: 'bg-text3' },
  { key: 'filtered', word: 'filtered', bar: 'fill-info', swatch: 'bg-info' },
  { key: 'refused', word: 'refused', bar: 'fill-error', swatch: 'bg-error' },
] as const;

const all = (bucket: Bucket) => bucket.accepted + bucket.filtered + bucket.refused;

function Bar({ bucket, x, top }: { bucket: Bucket; x: number; top: number }) {
  let y = HEIGHT;
  return kinds.map(({ key, bar }) => {
    // What happened once is seen, however tall its neighbour.
    const tall = bucket[key] === 0 ? 0 : Math.max(2, (bucket[key] / top) * HEIGHT);
    y -= tall;
    return tall > 0 && <rect key={key} x={x} y={y} width={4} height={tall} className={bar} />;
  });
}

interface RateChartProps {
  buckets: readonly Bucket[];
  /** "by the hour" */
  step: string;
  /** How a time is written below the chart. */
  timeOf: (iso: string) => string;
}

/** What came in, stacked; the line above tells the sum, or the bar pointed at. */
export function RateChart({ buckets, step, timeOf }: RateChartProps) {
  const [pointed, setPointed] = useState<number>();
  const top = Math.max(1, ...buckets.map(all));
  const shown = pointed === undefined ? undefined : buckets[pointed];
  const sum = (key: (typeof kinds)[number]['key']) =>
    shown ? shown[key] : buckets.reduce((total, bucket) => total + bucket[key], 0);
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const i = Math.floor(((event.clientX - box.left) / box.width) * buckets.length);
    setPointed(Math.min(buckets.length - 1, Math.max(0, i)));
  };
  const label = `Events ${step}: ${kinds.map(({ key, word }) => `${exact(buckets.reduce((n, b) => n + b[key], 0))} ${word}`).join(', ')}; at most ${exact(top)}`;
  return (
    <figure className="m-0">
      <figcaption className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-meta text-text2">
        {kinds.map(({ key, word, swatch }) => (
          <span key={key} className="inline-flex items-center gap-1.5 tabular-nums">
            <span className={cx('size-2 rounded-[2px]', swatch)} aria-hidden="true" />
            {exact(sum(key))} {word}
          </span>
        ))}
        <span className="ml-auto text-text3">{shown?.at ? absolute(shown.at) : step}</span>
      </figcaption>
      <div className="relative">
        <div aria-hidden="true" className="pointer-events-none absolute inset-0 text-chip text-text3">
          <span className="absolute inset-x-0 top-0 border-t border-line">
            <span className="absolute right-0 -mt-2 bg-canvas pl-1.5 leading-none tabular-nums">
              {short(top)}
            </span>
          </span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${buckets.length * 5} ${HEIGHT}`}
          preserveAspectRatio="none"
          onPointerMove={point}
          onPointerLeave={() => setPointed(undefined)}
          className="relative block h-[140px] w-full border-b border-line pt-1"
        >
          {pointed !== undefined && (
            <rect x={pointed * 5 - 0.5} y={0} width={5} height={HEIGHT} className="fill-s3" />
          )}
          {buckets.map((bucket, i) => (
            <Bar key={bucket.at} bucket={bucket} x={i * 5} top={top} />
          ))}
        </svg>
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-chip text-text3 tabular-nums">
        {[0, Math.floor((buckets.length - 1) / 2), buckets.length - 1].map((i, place) => (
          <span key={place}>{timeOf(buckets[i]?.at ?? '')}</span>
        ))}
      </div>
    </figure>
  );
}
