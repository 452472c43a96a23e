/** Geometry of the bars: which time is where. */
import type { Answer } from '@/api/types';

type Stats = Answer<'/projects/{project}/issues/{issue}/stats'>;

export interface Range {
  /** ISO; until the end of the last bar. */
  from: string;
  to: string;
}

/** `share` of the width, 0 to 1. */
export function bucketAt(share: number, buckets: number): number {
  return Math.max(0, Math.min(buckets - 1, Math.floor(share * buckets)));
}

export function bucketRange(stats: Stats, first: number, last: number): Range {
  const start = Date.parse(stats.from ?? '');
  const length = stats.bucket_s * 1000;
  return {
    from: new Date(start + first * length).toISOString(),
    to: new Date(start + (last + 1) * length).toISOString(),
  };
}

export interface Mark {
  version: string;
  iso: string;
  left: number;
}

const MARKS_MOST = 8;
/** Closer than this share of the width they would cover each other: the later one is shown. */
const GAP_LEAST = 0.1;

export function deployMarks(stats: Stats): Mark[] {
  const start = Date.parse(stats.from ?? '');
  const length = stats.bucket_s * 1000 * stats.buckets.length;
  const marks = stats.deploys
    .map(({ version, at }) => ({
      version: version ?? '',
      iso: at ?? '',
      left: (Date.parse(at ?? '') - start) / length,
    }))
    .filter(({ left }) => left >= 0 && left <= 1)
    .sort((a, b) => b.left - a.left);
  const shown: Mark[] = [];
  for (const mark of marks) {
    const before = shown.at(-1);
    if (!before || before.left - mark.left >= GAP_LEAST) shown.push(mark);
  }
  // A flag at the right edge would run out of the page.
  return shown.slice(0, MARKS_MOST).map((mark) => ({ ...mark, left: Math.min(mark.left, 1 - GAP_LEAST) }));
}
