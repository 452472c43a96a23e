import { describe, expect, it } from 'vitest';
import type { MonitorRun } from '@/api/types';
import { runKind, runTitle, scheduleWords, tookWords } from './runWords';
import { snippets } from './snippets';

const run = {
  check_in_id: 'a'.repeat(32),
  status: 'ok',
  late: false,
  expected_at: null as string | null,
  started_at: '2026-11-24T10:00:00Z',
  finished_at: '2026-11-24T10:00:12Z',
  duration_ms: 12_500,
  release: '1.0',
} as unknown as MonitorRun;

describe('a run', () => {
  it('that went well after its time is late, a failed one is failed', () => {
    expect(runKind({ ...run, late: true })).toBe('late');
    expect(runKind({ ...run, late: true, status: 'error' })).toBe('error');
  });
  it('is told in words', () => {
    expect(runTitle(run)).toMatch(/^ok, .+, took 12\.5 s$/);
    expect(
      runTitle({ ...run, status: 'missed', started_at: null, duration_ms: null } as unknown as MonitorRun),
    ).toMatch(/^missed, /);
  });
  it.each([
    [420, '420 ms'],
    [12_540, '12.5 s'],
    [180_000, '3 min'],
  ])('of %d ms took %s', (ms, words) => expect(tookWords(ms)).toBe(words));
});

describe('a schedule', () => {
  it('of intervals is told, a crontab line stays', () => {
    expect(scheduleWords({ schedule_type: 'interval', schedule: '5 minute' })).toBe('every 5 minutes');
    expect(scheduleWords({ schedule_type: 'interval', schedule: '1 day' })).toBe('every day');
    expect(scheduleWords({ schedule_type: 'crontab', schedule: '0 3 * * *' })).toBe('0 3 * * *');
  });
});

describe('the lines to copy', () => {
  it('hold the DSN or what it is made of', () => {
    const dsn = 'https://0123456789abcdef0123456789abcdef@errors.example/7';
    for (const { code } of snippets(dsn, 'rota')) {
      expect(code).toContain('rota');
      expect(code).toContain('0123456789abcdef0123456789abcdef');
    }
    expect(snippets(dsn)[0]!.code).toContain(
      'https://errors.example/api/7/cron/nightly-backup/0123456789abcdef0123456789abcdef/',
    );
  });
});
