import type { ReactNode } from 'react';
import { bytes, exact } from '@/lib/number';
import { Bars } from '@/ui/Bars';
import { type Pulse, rate, share, span } from './figures';

const TRAIL = 60;

function Figure({ name, value, unit, children }: FigureProps) {
  return (
    <div className="min-w-0 bg-canvas py-3 pr-3 pl-4 max-lg:odd:pl-0 lg:first:pl-0">
      <dt className="text-meta text-text3">{name}</dt>
      <dd className="mt-0.5">
        <span className="text-figure font-medium tabular-nums">{value}</span>
        {unit && <span className="text-strong text-text3"> {unit}</span>}
        <div className="mt-0.5 text-meta text-text2">{children}</div>
      </dd>
    </div>
  );
}
interface FigureProps {
  name: string;
  value: string;
  unit?: string;
  children: ReactNode;
}

/** Four figures in one row, hairlines between them. */
export function PulseRow({ at, trail }: { at: Pulse; trail: readonly number[] }) {
  const { ingest, queue, digest } = at;
  const padded = [...Array.from({ length: TRAIL - trail.length }, () => 0), ...trail];
  const refused = ingest.refused_per_s;
  return (
    <dl aria-label="Now" className="grid grid-cols-2 gap-px border-y border-line bg-line lg:grid-cols-4">
      <Figure name="Requests of SDKs" value={rate(ingest.requests_per_s)} unit="/s">
        <span className="flex items-end justify-between gap-3">
          <span>
            {ingest.requests_per_s > 0
              ? `accepted ${share(ingest.requests_per_s - refused, ingest.requests_per_s)}`
              : 'none in the last minute'}
            {refused > 0 && <span className="text-error"> · refused {rate(refused)}/s</span>}
          </span>
          <Bars
            values={padded}
            label="Requests a second, the last two minutes"
            height={20}
            className="w-16 shrink-0 max-sm:hidden"
          />
        </span>
      </Figure>
      <Figure
        name="Waiting to be processed"
        value={exact(queue.records)}
        unit={queue.records === 1 ? 'event' : 'events'}
      >
        {queue.records > 0 ? `the oldest for ${span(queue.oldest_age_ms)}` : 'nothing waits'} · spool{' '}
        {bytes(queue.bytes)}
      </Figure>
      <Figure name="Processing a batch" value={digest.batches > 0 ? span(digest.p50_ms) : '–'} unit="median">
        {digest.batches > 0
          ? `slowest 1 %: ${span(digest.p99_ms)} · ${rate(ingest.digested_per_s)} events/s`
          : 'no batch in the last ten minutes'}
      </Figure>
      <Figure name="Open pages" value={exact(at.streams)} unit={at.streams === 1 ? 'stream' : 'streams'}>
        browsers that hear changes live
      </Figure>
    </dl>
  );
}
