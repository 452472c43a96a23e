/** Which of an issue's events are stepped through: terms of the query language, and a time. */
import { optional, type SearchOf } from '@/lib/search';
import { absolute } from '@/lib/time';

/** In the address; `pin` is the event that others are compared with. */
export const eventCodec = { eq: optional(), from: optional(), to: optional(), pin: optional() };
export type EventSearch = SearchOf<typeof eventCodec>;

export interface EventFilter {
  q?: string;
  since?: string;
  until?: string;
}

export function filterOf({ eq, from, to }: EventSearch): EventFilter {
  return { ...(eq ? { q: eq } : {}), ...(from ? { since: from } : {}), ...(to ? { until: to } : {}) };
}

/** Keys the server reads from the event itself; all others are tags. */
const own: Record<string, string> = {
  environment: 'env',
  env: 'env',
  release: 'release',
  level: 'level',
  user: 'user',
};

export function termOf(key: string, value: string): string {
  const plain = /^[^\s",*!<>=][^\s",*]*$/.test(value);
  const written = plain ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;
  return own[key] ? `${own[key]}:${written}` : `tag:${key}:${written}`;
}

/** Blanks part terms, but not inside quotes. */
export function termsOf(q: string | undefined): string[] {
  return q?.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? [];
}

export function withTerm(q: string | undefined, term: string): string {
  const terms = termsOf(q);
  return terms.includes(term) ? terms.join(' ') : [...terms, term].join(' ');
}

export function withoutTerm(q: string | undefined, term: string): string | undefined {
  return (
    termsOf(q)
      .filter((one) => one !== term)
      .join(' ') || undefined
  );
}

/** "tag:browser:Safari 17" as people say it: "browser: Safari 17". */
export function termWords(term: string): string {
  const not = term.startsWith('!');
  const bare = (not ? term.slice(1) : term).replace(/^tag:/, '');
  const at = bare.indexOf(':');
  const value = bare
    .slice(at + 1)
    .replace(/^"|"$/g, '')
    .replace(/\\(.)/g, '$1');
  return `${not ? 'not ' : ''}${bare.slice(0, at)}: ${value}`;
}

export function timeWords({ from, to }: Pick<EventSearch, 'from' | 'to'>): string | undefined {
  if (from && to) return `${absolute(from)} – ${absolute(to)}`;
  if (from) return `since ${absolute(from)}`;
  return to ? `until ${absolute(to)}` : undefined;
}
