import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { QueryPanel } from '@/api/QueryPanel';
import type { Monitor, MonitorEnvironment } from '@/api/types';
import { useProject } from '@/features/project';
import { paths } from '@/lib/paths';
import { optional, useSearchState } from '@/lib/search';
import { useLiveStatus } from '@/live';
import { Chip } from '@/ui/Chip';
import { Choice } from '@/ui/Choice';
import { Note } from '@/ui/Note';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { MonitorLines } from './MonitorLines';
import { MonitorFlags, ScheduleText } from './MonitorRow';
import { MonitorVerbs } from './MonitorVerbs';
import { monitorQuery } from './monitor.queries';
import { RunStrip } from './RunStrip';
import { RunTable } from './RunTable';
import { stateTone, stateWords } from './runWords';

const codec = { env: optional() };

function Facts({ monitor }: { monitor: Monitor }) {
  const facts: [string, ReactNode][] = [
    ['Schedule', <ScheduleText key="schedule" monitor={monitor} />],
    ['Time zone', monitor.timezone],
    ['Missed after', `${monitor.checkin_margin} min`],
    ['Times out after', `${monitor.max_runtime} min`],
    ['Issue after', `${monitor.failure_issue_threshold} in a row`],
    ['Resolved after', `${monitor.recovery_threshold} good`],
  ];
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-meta text-text3">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function State({ environment }: { environment: MonitorEnvironment }) {
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-text2">
        <Chip tone={stateTone(environment)}>{stateWords(environment)}</Chip>
        {environment.is_failing && <span>{environment.failures} failed in a row, an issue is open</span>}
        <span className="text-text3">
          last check-in <Time iso={environment.last_check_in_at} ago />
          {environment.next_expected_at && (
            <>
              , next run <Time iso={environment.next_expected_at} ago />
            </>
          )}
        </span>
      </p>
      <RunStrip runs={environment.recent} next={environment.next_expected_at} />
    </div>
  );
}

function Body({ project, monitor, dsn }: { project: string; monitor: Monitor; dsn: string }) {
  const [search, setSearch] = useSearchState(codec);
  const { environments } = monitor;
  const chosen = environments.find((one) => one.name === search.env) ?? environments[0];
  return (
    <div className="grid grid-cols-1 gap-6 px-4 py-5 md:px-6">
      {monitor.note && <Note tone="warning">{monitor.note}</Note>}
      <Facts monitor={monitor} />
      {environments.length > 1 && (
        <div className="overflow-x-auto">
          <Choice
            legend="Environment"
            hideLegend
            value={chosen!.name}
            options={environments.map(({ name }) => ({ value: name, label: name }))}
            onChange={(env) => setSearch({ env })}
          />
        </div>
      )}
      {chosen ? (
        <>
          <State environment={chosen} />
          <RunTable project={project} monitor={monitor.slug} environment={chosen.name} />
        </>
      ) : (
        <div className="grid gap-4">
          <p className="text-text2">Waiting for its first check-in.</p>
          <MonitorLines dsn={dsn} slug={monitor.slug} />
        </div>
      )}
    </div>
  );
}

const skeleton = (
  <div className="grid gap-6 px-4 py-5 md:px-6">
    <Skeleton className="h-10 w-full max-w-[620px]" />
    <Skeleton className="h-5 w-64" />
    <Skeleton className="h-64" />
  </div>
);

export default function MonitorPage() {
  const { project = '', monitor: slug = '' } = useParams<{ project: string; monitor: string }>();
  const query = useQuery(monitorQuery(project, slug));
  const here = useProject(project).data;
  const live = useLiveStatus();
  return (
    <Page
      title={query.data?.name ?? slug}
      scope={
        <a href={paths.monitors(project)} className="text-text2 hover:text-text">
          Monitors of {here?.name ?? project}
        </a>
      }
      live={live}
      actions={query.data && <MonitorVerbs project={project} monitor={query.data} />}
    >
      <QueryPanel query={query} what="The monitor could not be read" skeleton={skeleton}>
        {(monitor) => (
          <>
            <p className="flex gap-2 px-4 pt-3 empty:hidden md:px-6">
              <MonitorFlags monitor={monitor} />
            </p>
            <Body project={project} monitor={monitor} dsn={here?.dsn ?? ''} />
          </>
        )}
      </QueryPanel>
    </Page>
  );
}
