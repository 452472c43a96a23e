/** What is stored and what was only counted are told apart. */
import { exact } from '@/lib/number';
import type { EventStep } from './useEventStep';

type Figures = Pick<EventStep, 'ordinal' | 'total' | 'stored' | 'counted'>;

/** "Event 1,204 of 4,020", "Event 3 of 12 found". */
export function ordinalWords({ ordinal, total, stored }: Figures, filtered: boolean): string {
  const all = filtered ? (total === null ? 'many' : exact(total)) : exact(stored);
  return `Event ${ordinal === null ? '' : `${exact(ordinal)} of `}${all}${filtered ? ' found' : ''}`;
}

export function countedWords({ stored, counted }: Figures): string {
  return counted > stored ? ` stored · ${exact(counted)} counted` : '';
}

/** At the oldest event that is left: where the ones before it went. */
export function goneWords({ stored, counted }: Figures): string {
  return `${exact(counted)} counted, ${exact(stored)} stored: older bodies left with the retention or the limit of bodies per issue.`;
}
