import { useEffect, useState } from 'react';
import type { Attempt } from '@/api/types';
import { paths } from '@/lib/paths';
import { relative, stopwatch } from '@/lib/time';
import { LinkButton } from '@/ui/Button';
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
        Waiting for the first event… <span className="tabular-nums">{stopwatch(elapsed)}</span>
      </p>
    </div>
  );
}

interface WaitingLineProps {
  project: string;
  received: Attempt | undefined;
}

/** Turns by itself when the first event is in. */
export function WaitingLine({ project, received }: WaitingLineProps) {
  return (
    <div aria-live="polite">
      {received ? (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-panel bg-resolved-tint px-4 py-3">
          <p className="text-strong font-semibold text-resolved">
            Received the first event, <time dateTime={received.at}>{relative(received.at)}</time>
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
