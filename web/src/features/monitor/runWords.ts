import type { Monitor, MonitorEnvironment, MonitorRun } from '@/api/types';
import { absolute, duration } from '@/lib/time';
import type { ChipTone } from '@/ui/Chip';

/** How a run is told: status, and whether it came late. */
export type RunKind = 'ok' | 'late' | 'error' | 'timeout' | 'missed' | 'in_progress';

export function runKind(run: MonitorRun): RunKind {
  return run.status === 'ok' && run.late ? 'late' : run.status;
}

export const runWords: Record<RunKind, string> = {
  ok: 'ok',
  late: 'late',
  error: 'failed',
  timeout: 'timed out',
  missed: 'missed',
  in_progress: 'in progress',
};

export const runTones: Record<RunKind, ChipTone> = {
  ok: 'resolved',
  late: 'warning',
  error: 'error',
  timeout: 'error',
  missed: 'fatal',
  in_progress: 'info',
};

/** When it is placed in time: its start, else when it was expected. */
export function runTime(run: MonitorRun): string | null {
  return run.started_at ?? run.expected_at ?? run.finished_at;
}

export function runTitle(run: MonitorRun): string {
  const at = runTime(run);
  const took = run.duration_ms === null ? '' : `, took ${tookWords(run.duration_ms)}`;
  return `${runWords[runKind(run)]}${at ? `, ${absolute(at)}` : ''}${took}`;
}

const SECOND = 1000;
/** "420 ms", "12.5 s", "3 min". */
export function tookWords(ms: number): string {
  if (ms < SECOND) return `${ms} ms`;
  if (ms < 60 * SECOND) return `${Math.round(ms / 100) / 10} s`;
  return duration(ms);
}

export function stateTone(environment: MonitorEnvironment): ChipTone {
  const { status } = environment;
  return status === 'waiting' ? 'quiet' : runTones[status];
}

export function stateWords(environment: MonitorEnvironment): string {
  const { status } = environment;
  return status === 'waiting' ? 'waiting' : runWords[status];
}

const unit = /^(\d+) (\w+)$/;
/** "every 5 minutes"; a crontab line as it is. */
export function scheduleWords(monitor: Pick<Monitor, 'schedule' | 'schedule_type'>): string {
  const found = monitor.schedule_type === 'interval' ? unit.exec(monitor.schedule) : null;
  if (!found) return monitor.schedule;
  return found[1] === '1' ? `every ${found[2]}` : `every ${found[1]} ${found[2]}s`;
}
