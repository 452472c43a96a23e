/** How the instance fares: sums over its processes, and what in it needs somebody. */
import type { Answer } from '@/api/types';

export type Summary = Answer<'/system/summary'>;
export type Worker = Answer<'/system/workers'>['items'][number];
export type Bucket = Answer<'/system/rates'>['buckets'][number];
/** What each process tells every two seconds. */
export type Pulse = Pick<Summary, 'streams' | 'ingest' | 'queue' | 'digest'>;

const sumOf = <T extends object>(parts: readonly T[], key: keyof T & string): number =>
  parts.reduce((sum, part) => sum + Number(part[key]), 0);
const worstOf = <T extends object>(parts: readonly T[], key: keyof T & string): number =>
  Math.max(0, ...parts.map((part) => Number(part[key])));

/** Rates and queues of several processes add up; of times and troubles the worst counts. */
export function together(pulses: readonly Pulse[]): Pulse | undefined {
  if (pulses.length === 0) return undefined;
  const ingest = pulses.map((pulse) => pulse.ingest);
  const queue = pulses.map((pulse) => pulse.queue);
  const digest = pulses.map((pulse) => pulse.digest);
  return {
    streams: sumOf(pulses, 'streams'),
    ingest: {
      window_s: worstOf(ingest, 'window_s'),
      requests_per_s: sumOf(ingest, 'requests_per_s'),
      refused_per_s: sumOf(ingest, 'refused_per_s'),
      accepted_per_s: sumOf(ingest, 'accepted_per_s'),
      digested_per_s: sumOf(ingest, 'digested_per_s'),
    },
    queue: {
      records: sumOf(queue, 'records'),
      bytes: sumOf(queue, 'bytes'),
      oldest_age_ms: worstOf(queue, 'oldest_age_ms'),
      full: queue.some((one) => one.full),
      failing: queue.some((one) => one.failing),
    },
    digest: {
      window_s: worstOf(digest, 'window_s'),
      batches: sumOf(digest, 'batches'),
      p50_ms: worstOf(digest, 'p50_ms'),
      p99_ms: worstOf(digest, 'p99_ms'),
      stuck: digest.find((one) => one.stuck)?.stuck ?? '',
    },
  };
}

export interface Trouble {
  text: string;
  /** Section of the system page that says more. */
  section?: 'workers' | 'quarantine';
}

/** Sentences, the gravest first; none when all is well. */
export function troublesOf(at: Pulse & { jobs?: Summary['jobs'] }): Trouble[] {
  const failing = at.jobs?.workers_failing ?? 0;
  const parked = at.jobs?.parked ?? 0;
  const all: (Trouble | false)[] = [
    at.queue.failing && { text: 'Events cannot be written to disk: SDKs are told to try again.' },
    at.queue.full && { text: 'The queue is full: SDKs are told to wait.' },
    Boolean(at.digest.stuck) && { text: `Events are accepted but not processed: ${at.digest.stuck}` },
    failing > 0 && {
      text: failing === 1 ? 'A worker fails.' : `${failing} workers fail.`,
      section: 'workers',
    },
    parked > 0 && {
      text: parked === 1 ? 'One job was given up.' : `${parked} jobs were given up.`,
      section: 'workers',
    },
  ];
  return all.filter((one): one is Trouble => one !== false);
}

/** "99.2 %", of nothing a dash. Never "100 %" while something is missing. */
export function share(part: number, whole: number): string {
  if (whole <= 0) return '–';
  const percent = (100 * part) / whole;
  const shown = part < whole ? Math.min(percent, 99.9) : percent;
  return `${shown.toFixed(shown === 100 || shown === 0 ? 0 : 1)} %`;
}

/** "0.4/s", "41/s", "1.2k/s" without its unit. */
export function rate(n: number): string {
  if (n === 0) return '0';
  return n < 10 ? n.toFixed(1) : String(Math.round(n));
}

/** "0.4 s", "12 s", "3 min", "2 h": how old the oldest waiting event is. */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 90_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 90 * 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}

/** Neighbours in one, until at most `most` are left: each bar keeps a pixel. */
export function fold(buckets: readonly Bucket[], most: number): Bucket[] {
  const step = Math.max(1, Math.ceil(buckets.length / most));
  const folded: Bucket[] = [];
  for (let i = 0; i < buckets.length; i += step) {
    const group = buckets.slice(i, i + step);
    folded.push({
      at: group[0]!.at,
      accepted: sumOf(group, 'accepted'),
      filtered: sumOf(group, 'filtered'),
      refused: sumOf(group, 'refused'),
    });
  }
  return folded;
}

const workerWords: Record<string, string> = {
  'attachment.orphans': 'Removes files that no event names',
  'attachment.sweep': 'Removes files whose time is over',
  'audit.expire': 'Forgets audit entries after a year',
  'erasure.run': 'Erases data of end users that was asked to go',
  'feedback.link': 'Finds the issue of feedback that came before its event',
  'issue.timers': 'Wakes snoozed issues, resolves those whose cooldown is over',
  'issue.trend': 'Recomputes the trends that lists sort by',
  'monitor.watch': 'Notices check-ins that did not come',
  'notify.trim': 'Keeps inboxes within their size',
  'outbox.purge': 'Forgets what was delivered',
  'quarantine.expire': 'Forgets what stayed in quarantine too long',
  'retention.purge': 'Removes what deleted projects and issues left',
  'retention.run': 'Removes events whose time is over',
  'session.forget': 'Forgets release health whose time is over',
  'stats.merge': 'Adds new events to the figures of hours and days',
  'stats.project': 'Recounts the figures of projects',
  'storage.measure': 'Measures how the store grows',
  'undo.expire': 'Ends the time in which verbs can be undone',
  'user.purge': 'Ends old sessions and links',
  'work.forget': 'Forgets long jobs that ended',
};
/** What a worker is for; the name alone when it is a new one. */
export function workerWord(name: string): string {
  return workerWords[name] ?? '';
}
