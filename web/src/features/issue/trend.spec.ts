import { expect, it } from 'vitest';
import { bucketAt, bucketRange, deployMarks } from './trend';

const stats = (deploys: { version: string; environment: string; at: string }[] = []) => ({
  bucket_s: 3600,
  from: '2026-11-24T00:00:00Z',
  buckets: Array.from({ length: 10 }, () => 0),
  deploys,
});

it('a point of the width belongs to one bar, the edges too', () => {
  expect([0, 0.05, 0.1, 0.999, 1, -1].map((share) => bucketAt(share, 10))).toEqual([0, 0, 1, 9, 9, 0]);
});
it('a drag covers whole bars', () => {
  expect(bucketRange(stats(), 2, 3)).toEqual({
    from: '2026-11-24T02:00:00.000Z',
    to: '2026-11-24T04:00:00.000Z',
  });
});
it('flags that would cover each other leave the later one, those outside are not drawn', () => {
  const marks = deployMarks(
    stats([
      { version: '1.0', environment: 'production', at: '2026-11-23T00:00:00Z' },
      { version: '1.1', environment: 'production', at: '2026-11-24T05:00:00Z' },
      { version: '1.2', environment: 'production', at: '2026-11-24T05:10:00Z' },
      { version: '1.3', environment: 'production', at: '2026-11-24T10:00:00Z' },
    ]),
  );
  expect(marks.map(({ version }) => version)).toEqual(['1.3', '1.2']);
  expect(marks[0]!.left).toBeLessThan(1);
});
