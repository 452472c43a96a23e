/** Why events are together, in words. */
import { count } from '@/lib/number';
import type { Grouping } from '../figure.queries';

export type Fingerprint = Grouping['fingerprints'][number];

const hows: Record<string, string> = {
  stack: 'Their stacks are the same',
  thread: 'The stacks of their crashed threads are the same',
  exception: 'Their exceptions are the same; no stack said more',
  message: 'They say the same message',
  transaction: 'They happened in the same transaction',
  security: 'The browser reported the same breach of a policy',
  nothing: 'They say nothing that could tell them apart',
  rule: 'A built-in rule put them together',
  custom: 'The SDK gave them a fingerprint of its own',
  checksum: 'The SDK gave them a checksum',
  project_rule: 'A fingerprint rule of the project put them together',
  by_url: 'The project groups this level by URL',
  by_file: 'The project groups this level by file',
};

export function howWords(how: string | null | undefined): string {
  if (!how) return 'It is not known any more how they were grouped';
  return hows[how] ?? `They were grouped by ${how.replaceAll('_', ' ')}`;
}

const lefts: Record<string, string> = {
  not_in_app: 'not of the app',
  repeat: 'repeats the one before',
  machinery: 'machinery of the language',
  says_nothing: 'says nothing that lasts',
};

export function leftOutWords(why: string | null | undefined): string {
  return why ? (lefts[why] ?? why.replaceAll('_', ' ')) : '';
}

/** Today's rules would make another fingerprint of it. */
export function wouldMove(one: Fingerprint): boolean {
  return one.hash_now != null && one.hash_now !== one.hash;
}

/** "12 events, 4 stored" */
export function sizeWords(one: Fingerprint): string {
  const events = count(one.event_count, 'event');
  return one.stored_count < one.event_count
    ? `${events}, ${count(one.stored_count, 'event')} stored`
    : events;
}

/** What the button says; undefined when these may not be taken out. */
export function unmergeWords(
  chosen: readonly Fingerprint[],
  all: readonly Fingerprint[],
): string | undefined {
  if (chosen.length === 0 || chosen.length >= all.length) return undefined;
  return `Take out ${count(chosen.length, 'fingerprint')}`;
}
