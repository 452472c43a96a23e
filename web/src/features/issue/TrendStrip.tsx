import { useQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { type PointerEvent, useRef, useState } from 'react';
import type { Issue } from '@/api/types';
import { count, exact } from '@/lib/number';
import { absolute } from '@/lib/time';
import { Bars, barsLabel } from '@/ui/Bars';
import { Choice } from '@/ui/Choice';
import { levelName } from '@/ui/glyphs';
import { Skeleton } from '@/ui/Skeleton';
import { type Span, statsQuery, windowQuery } from './figure.queries';
import { fills, HOT_HOURS } from './issueTitle';
import { bucketAt, bucketRange, deployMarks, type Range } from './trend';

const HEIGHT = 40;
const spans = [
  { value: '24h', label: '24 h' },
  { value: '14d', label: '14 d' },
] as const;

interface TrendStripProps {
  project: string;
  issue: Issue;
  /** Drawn closer, when the events are filtered by time. */
  zoom: Range | undefined;
  enabled: boolean;
  /** A click on a bar. */
  onPick: (range: Range) => void;
  /** A drag over several. */
  onZoom: (range: Range | undefined) => void;
}

/** Bars over the whole width with deploys: click = event of that time, drag = only that time. */
export function TrendStrip({ project, issue, zoom, enabled, onPick, onZoom }: TrendStripProps) {
  const [span, setSpan] = useState<Span>('14d');
  const [at, setAt] = useState<number>();
  const [from, setFrom] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const { data, isError } = useQuery({
    ...(zoom ? windowQuery(project, issue.id, zoom) : statsQuery(project, issue.id, span)),
    enabled,
  });
  const sum = data?.buckets.reduce((total, n) => total + n, 0) ?? 0;
  const under = (event: PointerEvent) => {
    const rect = box.current!.getBoundingClientRect();
    return bucketAt((event.clientX - rect.left) / rect.width, data?.buckets.length ?? 0);
  };
  const onUp = (event: PointerEvent) => {
    if (!data || from === undefined) return;
    const to = under(event);
    setFrom(undefined);
    const range = bucketRange(data, Math.min(from, to), Math.max(from, to));
    if (from !== to) onZoom(range);
    else if (data.buckets[to]) onPick(range);
  };
  const marks = data ? deployMarks(data) : [];
  const low = at === undefined ? 0 : Math.min(at, from ?? at);
  const high = at === undefined ? 0 : Math.max(at, from ?? at);
  const n = data?.buckets.length ?? 1;
  return (
    <section aria-label="Trend" className="px-4 pt-2 pb-2.5 md:px-6" data-print="keep">
      <div className="mb-1 flex min-h-7 items-center gap-3 text-meta text-text3">
        <span>
          <span className="font-medium text-text">{data ? exact(sum) : '–'}</span>{' '}
          {sum === 1 ? 'event' : 'events'}
        </span>
        <span className="truncate max-sm:hidden" aria-live="off">
          {data && at !== undefined
            ? `${absolute(bucketRange(data, low, high).from)}: ${count(
                data.buckets.slice(low, high + 1).reduce((total, one) => total + one, 0),
                'event',
              )}`
            : ''}
        </span>
        <span className="ml-auto" data-print="hide">
          {zoom ? (
            <button type="button" className="prose-link min-h-7" onClick={() => onZoom(undefined)}>
              Whole time
            </button>
          ) : (
            <Choice legend="Time" hideLegend value={span} options={spans} onChange={setSpan} />
          )}
        </span>
      </div>
      {isError ? (
        <p className="h-14 text-meta text-text3">The trend could not be read.</p>
      ) : !data ? (
        <Skeleton className="h-14 w-full" />
      ) : (
        <div className="h-14">
          <div
            ref={box}
            className="relative cursor-pointer touch-pan-y select-none"
            onPointerMove={(event) => setAt(under(event))}
            onPointerLeave={() => {
              setAt(undefined);
              setFrom(undefined);
            }}
            onPointerDown={(event) => event.button === 0 && setFrom(under(event))}
            onPointerUp={onUp}
          >
            {at !== undefined && (
              <span
                aria-hidden="true"
                className="absolute inset-y-0 bg-s3"
                style={{ left: `${(low / n) * 100}%`, width: `${((high - low + 1) / n) * 100}%` }}
              />
            )}
            <Bars
              values={data.buckets}
              hot={zoom ? 0 : span === '24h' ? HOT_HOURS : 1}
              hotClass={fills[levelName(issue.level)]}
              height={HEIGHT}
              className="relative w-full"
              label={barsLabel(data.buckets, 'Events by time')}
            />
          </div>
          <ul className="relative h-4 text-chip text-text3" aria-label="Releases">
            {marks.map((mark) => (
              <li
                key={mark.version + mark.iso}
                className="absolute top-0 flex max-w-28 items-center gap-0.5"
                style={{ left: `${mark.left * 100}%` }}
                title={`${mark.version}, ${absolute(mark.iso)}`}
              >
                <Flag size={10} aria-hidden="true" className="shrink-0" />
                <span className="truncate">{mark.version}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
