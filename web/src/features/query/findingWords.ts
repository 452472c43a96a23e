import type { Finding, Pattern } from './query.queries';

export const kindWords: Record<string, string> = { n_plus_one: 'N+1', slow: 'slow' };
/** Of the server: a finding is shown by so many events (feature/query/query.h). */
const EVENTS = 3;

/** What is wrong with it by now; one or two events are no finding. */
export function findingsOf(pattern: Pattern): Finding[] {
  return pattern.findings.filter((finding) => finding.events >= EVENTS);
}

/** "6.3", "12", "1,204". */
export function times(n: number): string {
  return n.toLocaleString('en-US', { maximumFractionDigits: n < 10 ? 1 : 0 });
}

/** "once", "6.3 times". */
export function oftenWords(n: number): string {
  return n === 1 ? 'once' : `${times(n)} times`;
}

/** "0.4 ms", "12 ms", "1.3 s". */
export function ms(n: number): string {
  if (n >= 1000)
    return `${(n / 1000).toLocaleString('en-US', { maximumFractionDigits: n < 10_000 ? 1 : 0 })} s`;
  return `${n.toLocaleString('en-US', { maximumFractionDigits: n < 10 ? 1 : 0 })} ms`;
}

/** "runs 6.3 times per event and takes 41 ms of it" */
export function costWords(pattern: Pattern): string {
  const often = `runs ${oftenWords(pattern.avg_per_event)} per event`;
  return pattern.timed_count > 0 ? `${often} and takes ${ms(pattern.ms_per_event)} of it` : often;
}
