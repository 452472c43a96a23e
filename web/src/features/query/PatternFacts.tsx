import type { ReactNode } from 'react';
import { Count } from '@/ui/Count';
import { Time } from '@/ui/Time';
import { ms, oftenWords } from './findingWords';
import type { Pattern } from './query.queries';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-text3">{name}</dt>
      <dd className="wrap-anywhere tabular-nums">{children}</dd>
    </div>
  );
}

/** All figures of one pattern. */
export function PatternFacts({ pattern }: { pattern: Pattern }) {
  const isTimed = pattern.timed_count > 0;
  return (
    <dl className="grid grid-cols-2 gap-x-5 gap-y-2.5 sm:grid-cols-3 lg:grid-cols-4">
      <Fact name="Per event">{oftenWords(pattern.avg_per_event)}</Fact>
      <Fact name="Ran">
        <Count n={pattern.event_count} unit="times" />
      </Fact>
      <Fact name="In">
        <Count n={pattern.distinct_events} unit="events" />
      </Fact>
      <Fact name="Table">{pattern.table_name || 'not known'}</Fact>
      <Fact name="Lost per event">{isTimed ? ms(pattern.ms_per_event) : 'not timed'}</Fact>
      <Fact name="One run">
        {isTimed ? `${ms(pattern.avg_exec_ms)} on average, ${ms(pattern.max_exec_ms)} at most` : 'not timed'}
      </Fact>
      <Fact name="First seen">
        <Time iso={pattern.first_seen} ago />
      </Fact>
      <Fact name="Last seen">
        <Time iso={pattern.last_seen} ago />
      </Fact>
    </dl>
  );
}
