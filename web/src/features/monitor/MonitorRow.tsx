import { BellOff, CirclePause } from 'lucide-react';
import type { Monitor, MonitorEnvironment } from '@/api/types';
import { paths } from '@/lib/paths';
import { Chip } from '@/ui/Chip';
import { Time } from '@/ui/Time';
import { RunStrip } from './RunStrip';
import { scheduleWords, stateTone, stateWords } from './runWords';

/** Columns of all rows; names of environments keep their place on small screens. */
const grid =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1.5 lg:grid-cols-[minmax(0,9rem)_5.5rem_246px_7rem_minmax(0,1fr)]';

function EnvironmentLine({ environment }: { environment: MonitorEnvironment }) {
  return (
    <li className={grid}>
      <span className="truncate text-text2" title={environment.name}>
        {environment.name}
      </span>
      <span className="max-lg:text-right">
        <Chip tone={stateTone(environment)}>{stateWords(environment)}</Chip>
      </span>
      <RunStrip runs={environment.recent} next={environment.next_expected_at} className="max-lg:col-span-2" />
      <span className="text-meta text-text3">
        <Time iso={environment.last_check_in_at} ago />
      </span>
      <span className="text-meta text-text3 max-lg:text-right">
        {environment.next_expected_at && (
          <>
            next <Time iso={environment.next_expected_at} ago />
          </>
        )}
      </span>
    </li>
  );
}

export function ScheduleText({ monitor }: { monitor: Monitor }) {
  const words = scheduleWords(monitor);
  return monitor.schedule_type === 'crontab' ? <code>{words}</code> : <span>{words}</span>;
}

export function MonitorFlags({ monitor }: { monitor: Monitor }) {
  return (
    <>
      {!monitor.is_enabled && (
        <Chip tone="quiet">
          <CirclePause size={11} aria-hidden="true" /> disabled
        </Chip>
      )}
      {monitor.is_muted && (
        <Chip tone="quiet">
          <BellOff size={11} aria-hidden="true" /> muted
        </Chip>
      )}
      {monitor.note && (
        <Chip tone="warning" title={monitor.note}>
          check its configuration
        </Chip>
      )}
    </>
  );
}

/** One monitor and how it fares in each environment. */
export function MonitorRow({ project, monitor }: { project: string; monitor: Monitor }) {
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 md:px-6">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <a
          href={paths.monitor(project, monitor.slug)}
          className="text-strong font-semibold no-underline hover:underline pointer-coarse:py-1.5"
        >
          {monitor.name}
        </a>
        <span className="flex gap-x-2.5 text-meta text-text3">
          <ScheduleText monitor={monitor} />
          <span>{monitor.timezone}</span>
        </span>
        <MonitorFlags monitor={monitor} />
      </p>
      {monitor.environments.length === 0 ? (
        <p className="text-meta text-text3">Waiting for its first check-in.</p>
      ) : (
        <ul className="grid gap-2">
          {monitor.environments.map((environment) => (
            <EnvironmentLine key={environment.name} environment={environment} />
          ))}
        </ul>
      )}
    </li>
  );
}
