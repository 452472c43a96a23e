import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLiveStatus, useTopic } from '@/live';
import { type Pulse, type Summary, together } from './figures';
import { summaryQuery } from './system.queries';

/** Samples of the last two minutes. */
const TRAIL_MOST = 60;
const SAMPLE_MS = 1500;
/** A process that told nothing for so long has ended. */
const SILENT_MS = 10_000;

interface Heard {
  at: number;
  pulse: Pulse;
}

/** The summary, kept fresh by what the processes tell, and how the rate went meanwhile. */
export function usePulse(): {
  query: ReturnType<typeof useQuery<Summary>>;
  now: Pulse | undefined;
  trail: readonly number[];
} {
  const live = useLiveStatus();
  const query = useQuery(summaryQuery());
  const heard = useRef(new Map<string, Heard>());
  const [{ now, trail, at }, setNow] = useState<{ now?: Pulse; trail: number[]; at: number }>({
    trail: [],
    at: 0,
  });
  useTopic('system', (message) => {
    if (message.event === 'reset') {
      heard.current.clear();
      void query.refetch();
      return;
    }
    if (message.event !== 'system' || !message.patch) return;
    const time = Date.now();
    heard.current.set(message.id ?? '', { at: time, pulse: message.patch as unknown as Pulse });
    for (const [id, one] of heard.current) if (time - one.at > SILENT_MS) heard.current.delete(id);
    const all = together([...heard.current.values()].map((one) => one.pulse));
    if (!all) return;
    const isSample = time - at >= SAMPLE_MS;
    setNow({
      now: all,
      trail: isSample ? [...trail, all.ingest.requests_per_s].slice(-TRAIL_MOST) : trail,
      at: isSample ? time : at,
    });
  });
  // Without the stream the summary itself is asked again.
  return { query, now: live === 'live' ? (now ?? query.data) : query.data, trail };
}
