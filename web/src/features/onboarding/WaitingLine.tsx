import { useEffect, useState } from 'react';
import { paths } from '@/lib/paths';
import { stopwatch } from '@/lib/time';
import { announce } from '@/ui/announce';
import { LinkButton } from '@/ui/Button';
import { Time } from '@/ui/Time';
import { Trace } from '@/ui/Trace';

function useElapsed(): number {
  const [start] = useState(() => Date.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now - start;
}

function Waiting() {
  const elapsed = useElapsed();
  return (
    <div>
      <Trace kind="run" />
      <p className="text-center text-body text-text2">
        Waiting for the first event…{' '}
        <span className="tabular-nums" aria-hidden="true">
          {stopwatch(elapsed)}
        </span>
      </p>
    </div>
  );
}

interface WaitingLineProps {
  project: string;
  /** When the newest event came; undefined = none yet. */
  receivedAt: string | undefined;
}

/** Turns by itself when the first event is in. */
export function WaitingLine({ project, receivedAt }: WaitingLineProps) {
  const arrived = receivedAt !== undefined;
  useEffect(() => {
    if (arrived) announce('Events arrive');
  }, [arrived]);
  return (
    <div>
      {receivedAt ? (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-panel bg-resolved-tint px-4 py-3">
          <p className="text-strong font-semibold text-resolved">
            Events arrive, the last one <Time iso={receivedAt} ago />
          </p>
          <LinkButton tone="primary" href={paths.projectIssues(project)}>
            Open the issues
          </LinkButton>
        </div>
      ) : (
        <Waiting />
      )}
    </div>
  );
}
