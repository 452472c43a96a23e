/** Breadcrumbs with their time to the crash. */
import { instant, type Json, type JsonObject, number, object, text, values } from './json';

export interface Crumb {
  at: number | undefined;
  /** "−1.2 s" */
  toCrash: string;
  kind: string;
  category: string;
  level: string;
  message: string;
  data: JsonObject | undefined;
  /** HTTP status from 400 on, or a level from warning on. */
  bad: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "−12 ms", "−1.2 s", "−3 min 20 s", "−2 h"; things after the crash get a plus. */
export function timeToCrash(at: number | undefined, crash: number | undefined): string {
  if (at === undefined || crash === undefined) return '';
  const passed = crash - at;
  const sign = passed < 0 ? '+' : '−';
  const ms = Math.abs(passed);
  if (ms < 0.5) return '0 s';
  if (ms < SECOND) return `${sign}${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${sign}${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${sign}${Math.round(ms / SECOND)} s`;
  if (ms < HOUR) {
    const seconds = Math.round((ms % MINUTE) / SECOND);
    return `${sign}${Math.floor(ms / MINUTE)} min${seconds > 0 && seconds < 60 ? ` ${seconds} s` : ''}`;
  }
  return ms < 2 * DAY ? `${sign}${Math.floor(ms / HOUR)} h` : `${sign}${Math.floor(ms / DAY)} d`;
}

function wordsOf(crumb: JsonObject, data: JsonObject): string {
  if (text(crumb.message)) return text(crumb.message);
  const url = text(data.url);
  if (url) return [text(data.method), url].filter(Boolean).join(' ');
  if (data.from !== undefined || data.to !== undefined) return `${text(data.from)} → ${text(data.to)}`;
  return '';
}

export function readCrumbs(breadcrumbs: Json, crash: Json): Crumb[] {
  const crashed = instant(crash);
  return values(breadcrumbs).map((crumb) => {
    const data = object(crumb.data);
    const at = instant(crumb.timestamp);
    const level = text(crumb.level) || 'info';
    const status = number(data.status_code);
    const message = wordsOf(crumb, data);
    return {
      at,
      toCrash: timeToCrash(at, crashed),
      kind: text(crumb.type) || 'default',
      category: text(crumb.category) || text(crumb.type) || 'default',
      level,
      message: status === undefined ? message : `${message} → ${status}`,
      data: Object.keys(data).length > 0 ? data : undefined,
      bad: /^(warning|warn|error|fatal|critical)$/.test(level) || (status !== undefined && status >= 400),
    };
  });
}

export function filterCrumbs(crumbs: readonly Crumb[], category: string, words: string): Crumb[] {
  const wanted = words.trim().toLowerCase();
  return crumbs.filter((crumb) => {
    if (category !== '' && crumb.category !== category) return false;
    if (wanted === '') return true;
    const all = `${crumb.category} ${crumb.message} ${crumb.data ? JSON.stringify(crumb.data) : ''}`;
    return all.toLowerCase().includes(wanted);
  });
}
