import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { StarterList } from '@/features/condition';
import { useProject } from '@/features/project';
import { exact } from '@/lib/number';
import { LinkButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { Switch } from '@/ui/Switch';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { type Alert, alertsQuery, useSaveAlert } from './alert.queries';
import { alertTitle, bodyOf, calm, draftOf, whereTo } from './alertDraft';
import { alertPath } from './alertPath';
import { starters } from './starters';

const skeleton = (
  <div className="grid">
    {[1, 2, 3].map((i) => (
      <div key={i} className="grid gap-2 border-b border-line px-4 py-3 md:px-6">
        <Skeleton className="h-5 w-64" />
        <Skeleton className="h-5 w-full max-w-[520px]" />
      </div>
    ))}
  </div>
);

function Toggle({ project, alert }: { project: string; alert: Alert }) {
  const save = useSaveAlert(project);
  const put = (enabled: boolean) => {
    const body = bodyOf({ ...draftOf(alert), enabled }, alert.version);
    save.mutate(
      { body, id: alert.id ?? undefined },
      {
        onSuccess: (saved) =>
          toast(enabled ? 'Alert is on.' : 'Alert is off.', {
            undo: () =>
              save.mutateAsync({
                body: bodyOf({ ...draftOf(saved), enabled: !enabled }, saved.version),
                id: saved.id ?? undefined,
              }),
          }),
        onError: (error) => toast('Nothing was changed.', { tone: 'error', detail: errorText(error) }),
      },
    );
  };
  const shown = save.isPending ? save.variables.body.enabled : alert.enabled;
  return (
    <div role="group" aria-label={alertTitle(alert)}>
      <Switch label="On" checked={shown} onChange={put} />
    </div>
  );
}

function Row({ project, alert }: { project: string; alert: Alert }) {
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1.5 border-b border-line px-4 py-3 md:px-6">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex min-w-0 items-baseline gap-2">
          <a
            href={alertPath(project, alert.id ?? '')}
            className="min-w-0 truncate text-strong font-medium text-text hover:underline"
          >
            {alertTitle(alert)}
          </a>
          <span className="min-w-0 truncate text-text2">→ {whereTo(alert)}</span>
          {!alert.enabled && <Chip tone="ignored">off</Chip>}
          {alert.failing_since && <Chip tone="error">not getting through</Chip>}
        </p>
        <p className="mt-0.5 text-meta text-text3 wrap-anywhere line-clamp-2">
          {alert.sentence === 'always' ? 'Every issue that is new or comes back' : `When ${alert.sentence}`}
          {alert.throttle_minutes > 0
            ? `, at most one per issue in ${alert.throttle_minutes} min`
            : ', each time'}
          {calm(alert)}
        </p>
        {alert.last_error && (
          <p className="mt-0.5 text-meta text-error wrap-anywhere line-clamp-2">
            {alert.failing_since ? (
              <>
                Nothing has got through since <Time iso={alert.failing_since} ago />:{' '}
              </>
            ) : (
              'Its last message was not taken: '
            )}
            {alert.last_error}
          </p>
        )}
      </div>
      <p className="text-meta text-text3 tabular-nums">
        {alert.rung_7d > 0 ? (
          <>
            rang {exact(alert.rung_7d)}× in 7 d, last <Time iso={alert.last_rung_at} ago />
          </>
        ) : (
          'silent for 7 d'
        )}
      </p>
      {isAdmin() && <Toggle project={project} alert={alert} />}
    </li>
  );
}

function NoAlert({ project }: { project: string }) {
  return (
    <EmptyState title="Nobody is told of anything yet" kind="flat">
      <p>An alert tells people or programs of issues that are new, come back or cross a threshold.</p>
      {isAdmin() && <StarterList starters={starters} href={alertPath(project, 'new')} />}
    </EmptyState>
  );
}

export default function AlertListPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useQuery(alertsQuery(project));
  const here = useProject(project).data;
  return (
    <Page
      title="Alerts"
      scope={here?.name ?? project}
      actions={
        isAdmin() && (
          <LinkButton tone="primary" icon={<Plus size={14} />} href={alertPath(project, 'new')}>
            New alert
          </LinkButton>
        )
      }
    >
      <QueryPanel query={query} what="The alerts could not be read" skeleton={skeleton}>
        {(alerts) =>
          alerts.length === 0 ? (
            <NoAlert project={project} />
          ) : (
            <ul aria-label="Alerts">
              {alerts.map((alert) => (
                <Row key={alert.id} project={project} alert={alert} />
              ))}
            </ul>
          )
        }
      </QueryPanel>
    </Page>
  );
}
