import { QueryPanel } from '@/api/QueryPanel';
import { paths } from '@/lib/paths';
import { Note } from '@/ui/Note';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { type Pulse, type Summary, troublesOf } from './figures';
import { PulseRow } from './PulseRow';
import { RatesSection } from './RatesSection';
import { StorageSection } from './StorageSection';
import { usePulse } from './usePulse';

const stores: Record<string, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL', postgresql: 'PostgreSQL' };

function Troubles({ at }: { at: Pulse & { jobs: Summary['jobs'] } }) {
  return troublesOf(at).map(({ text, section }) => (
    <Note key={text} tone="error" alert>
      {text} {section && <a href={paths.system(section)}>Look at them</a>}
    </Note>
  ));
}

/** One line on what runs here. */
function Running({ summary }: { summary: Summary }) {
  return (
    <p className="text-meta text-text3">
      GoSnag {summary.version} on {stores[summary.store ?? ''] ?? summary.store} ·{' '}
      {summary.processes === 1 ? 'one process' : `${summary.processes} processes`} · started{' '}
      <Time iso={summary.started_at} ago /> ·{' '}
      {summary.jobs.waiting === 0 ? 'no job waits' : `${summary.jobs.waiting} jobs wait`}
    </p>
  );
}

export function OverviewSection() {
  const { query, now, trail } = usePulse();
  return (
    <div className="grid gap-7">
      <QueryPanel
        query={query}
        what="The state of the system could not be read"
        skeleton={<Skeleton className="h-[128px]" />}
      >
        {(summary) => {
          const at = { ...summary, ...now };
          return (
            <div className="grid gap-3">
              <Troubles at={at} />
              <PulseRow at={at} trail={trail} />
              <Running summary={summary} />
            </div>
          );
        }}
      </QueryPanel>
      <div>
        <RatesSection />
        <StorageSection />
      </div>
    </div>
  );
}
