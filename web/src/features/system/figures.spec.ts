import { expect, test } from 'vitest';
import { type Bucket, fold, type Pulse, rate, share, span, together, troublesOf } from './figures';

const pulse = (change: { records?: number; p99?: number; stuck?: string; full?: boolean } = {}): Pulse => ({
  streams: 2,
  ingest: { window_s: 60, requests_per_s: 1.5, refused_per_s: 0.5, accepted_per_s: 1, digested_per_s: 1 },
  queue: {
    records: change.records ?? 0,
    bytes: 100,
    oldest_age_ms: change.records ? 400 : 0,
    full: change.full ?? false,
    failing: false,
  },
  digest: { window_s: 600, batches: 3, p50_ms: 2, p99_ms: change.p99 ?? 4, stuck: change.stuck ?? '' },
});

test('rates of processes add up, of times the worst counts', () => {
  const all = together([pulse({ records: 3, p99: 9 }), pulse({ records: 4, stuck: 'disk full' })]);
  expect(all?.ingest.requests_per_s).toBe(3);
  expect(all?.queue).toMatchObject({ records: 7, oldest_age_ms: 400, full: false });
  expect(all?.digest).toMatchObject({ p99_ms: 9, stuck: 'disk full', batches: 6 });
  expect(together([])).toBeUndefined();
});

test('a healthy instance has no trouble; a full queue is graver than a failing worker', () => {
  const jobs = { waiting: 0, parked: 0, oldest_at: '', workers_failing: 2 };
  expect(troublesOf(pulse())).toEqual([]);
  expect(troublesOf({ ...pulse({ full: true }), jobs }).map((one) => one.text)).toEqual([
    'The queue is full: SDKs are told to wait.',
    '2 workers fail.',
  ]);
  expect(troublesOf({ ...pulse(), jobs: { ...jobs, workers_failing: 1 } })[0]).toEqual({
    text: 'A worker fails.',
    section: 'workers',
  });
});

test('a share never says 100 % while something is missing', () => {
  expect(share(99_999, 100_000)).toBe('99.9 %');
  expect(share(5, 5)).toBe('100 %');
  expect(share(0, 5)).toBe('0 %');
  expect(share(0, 0)).toBe('–');
});

test('small rates keep a digit, ages take the unit that fits', () => {
  expect([rate(0), rate(0.44), rate(41.4)]).toEqual(['0', '0.4', '41']);
  expect([400, 1400, 42_000, 7 * 60_000].map(span)).toEqual(['400 ms', '1.4 s', '42 s', '7 min']);
});

test('a week by the hour folds into bars that can be seen, and loses nothing', () => {
  const week: Bucket[] = Array.from({ length: 168 }, (_, i) => ({
    at: String(i),
    accepted: i,
    filtered: 1,
    refused: 2,
  }));
  const bars = fold(week, 84);
  expect(bars).toHaveLength(84);
  expect(bars[1]).toEqual({ at: '2', accepted: 5, filtered: 2, refused: 4 });
  expect(bars.reduce((sum, bar) => sum + bar.accepted, 0)).toBe((167 * 168) / 2);
  expect(fold(week.slice(0, 60), 84)).toHaveLength(60);
});
