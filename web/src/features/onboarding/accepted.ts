import type { Attempt } from '@/api/types';

export function isAccepted(attempt: Attempt): boolean {
  return attempt.status >= 200 && attempt.status < 300;
}
/** Requests without an event (sessions, reports) do not end the waiting. */
export function isEvent(attempt: Attempt): boolean {
  return isAccepted(attempt) && (attempt.kind === '' || ['event', 'error'].includes(attempt.kind));
}
