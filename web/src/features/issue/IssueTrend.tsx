import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Issue } from '@/api/types';
import { exact } from '@/lib/number';
import { Bars, barsLabel } from '@/ui/Bars';
import { Choice } from '@/ui/Choice';
import { levelName } from '@/ui/glyphs';
import { Skeleton } from '@/ui/Skeleton';
import { type Span, statsQuery } from './figure.queries';
import { fills, HOT_HOURS } from './issueTitle';

const HEIGHT = 48;
const spans = [
  { value: '24h', label: '24 h' },
  { value: '14d', label: '14 d' },
] as const;
const words = { '24h': 'Events of the last 24 hours', '14d': 'Events of the last 14 days' };

/** Bars of the last day or two weeks; comes after the stack and fails alone. */
export function IssueTrend({ project, issue }: { project: string; issue: Issue }) {
  const [span, setSpan] = useState<Span>('24h');
  const { data, isError } = useQuery(statsQuery(project, issue.id, span));
  const sum = data?.buckets.reduce((total, n) => total + n, 0) ?? 0;
  return (
    <div className="mb-3">
      <div className="mb-2 flex items-center justify-between gap-2 text-meta text-text3">
        <span>
          {data && (
            <>
              <span className="font-medium text-text">{exact(sum)}</span> {sum === 1 ? 'event' : 'events'}
            </>
          )}
        </span>
        <Choice legend="Time" hideLegend value={span} options={spans} onChange={setSpan} />
      </div>
      {isError ? (
        <p className="h-12 text-meta text-text3">They could not be read.</p>
      ) : data ? (
        <Bars
          values={data.buckets}
          hot={span === '24h' ? HOT_HOURS : 1}
          hotClass={fills[levelName(issue.level)]}
          height={HEIGHT}
          className="w-full"
          label={barsLabel(data.buckets, words[span])}
        />
      ) : (
        <Skeleton className="h-12 w-full" />
      )}
    </div>
  );
}
