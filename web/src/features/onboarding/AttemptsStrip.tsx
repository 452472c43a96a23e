import type { Attempt } from '@/api/types';
import { timeOfDay } from '@/lib/time';
import { cx } from '@/ui/cx';
import { isAccepted } from './accepted';

const SHOWN_MOST = 8;

/** "sentry.javascript.browser/9.1.0" is worth reading, an empty one says so. */
function Row({ attempt }: { attempt: Attempt }) {
  const ok = isAccepted(attempt);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 text-meta last:border-0">
      <time dateTime={attempt.at} className="text-text3">
        {timeOfDay(attempt.at)}
      </time>
      <span className="min-w-0 flex-1 truncate text-text2">
        {attempt.client || 'a client without a name'} from {attempt.remote}
      </span>
      <span className={cx('font-medium', ok ? 'text-resolved' : 'text-error')}>
        {ok ? `received${attempt.kind ? ` ${attempt.kind}` : ''}` : `refused, ${attempt.status}`}
      </span>
      {!ok && attempt.reason && <span className="basis-full text-text2">{attempt.reason}</span>}
    </li>
  );
}

export function AttemptsStrip({ attempts }: { attempts: readonly Attempt[] }) {
  if (attempts.length === 0) return null;
  return (
    <ol aria-label="Requests of SDKs, newest first">
      {attempts.slice(0, SHOWN_MOST).map((attempt, i) => (
        <Row key={`${attempt.at}-${attempt.event_id}-${i}`} attempt={attempt} />
      ))}
    </ol>
  );
}
