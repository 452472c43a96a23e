import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import { DeskSkeleton } from '@/features/condition';
import { useProject } from '@/features/project';
import { paths } from '@/lib/paths';
import { optional, useSearchState } from '@/lib/search';
import { Button, LinkButton } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { AlertEditor } from './AlertEditor';
import { type Alert, useAlert } from './alert.queries';
import { alertTitle, draftOf, emptyAlert } from './alertDraft';
import { alertPath } from './alertPath';
import { starters } from './starters';
import { useDropAlert } from './useDropAlert';

const codec = { start: optional() };

function Scope({ project }: { project: string }) {
  const here = useProject(project).data;
  return (
    <a href={paths.alerts(project)} className="text-text2 hover:text-text">
      Alerts of {here?.name ?? project}
    </a>
  );
}

function NewAlert({ project }: { project: string }) {
  const [, navigate] = useLocation();
  const [{ start }] = useSearchState(codec);
  const starter = starters[Number(start)];
  const begin = starter ? { ...emptyAlert(starter.tree()), name: starter.name } : emptyAlert();
  return (
    <Page title="New alert" scope={<Scope project={project} />}>
      <AlertEditor
        key={`${project} ${start}`}
        project={project}
        start={begin}
        onSaved={(saved) => navigate(alertPath(project, saved.id ?? ''), { replace: true })}
      />
    </Page>
  );
}

function StoredAlert({ project, alert }: { project: string; alert: string }) {
  const [, navigate] = useLocation();
  const query = useAlert(project, alert);
  const [asked, setAsked] = useState(false);
  const drop = useDropAlert(project, () => navigate(paths.alerts(project)));
  const found = query.data;
  const title = found ? alertTitle(found) : 'Alert';
  return (
    <Page
      title={title}
      scope={<Scope project={project} />}
      actions={
        found &&
        isAdmin() && (
          <Button tone="danger" size="dense" icon={<Trash2 size={14} />} onClick={() => setAsked(true)}>
            Delete
          </Button>
        )
      }
    >
      <QueryPanel query={query} what="The alert could not be read" skeleton={<DeskSkeleton />}>
        {(data: Alert | null) =>
          data ? (
            <AlertEditor
              key={data.id}
              project={project}
              alert={data}
              start={draftOf(data)}
              onSaved={() => {}}
            />
          ) : (
            <EmptyState
              title="There is no such alert, or no longer"
              action={<LinkButton href={paths.alerts(project)}>All alerts</LinkButton>}
            />
          )
        }
      </QueryPanel>
      <Confirm
        open={asked}
        title={`Delete ${title}?`}
        verb="Delete alert"
        danger
        onConfirm={() => drop(found!)}
        onClose={() => setAsked(false)}
      >
        Its log goes with it, and what waits to be sent is not sent any more.
      </Confirm>
    </Page>
  );
}

export default function AlertPage() {
  const { project = '', alert = '' } = useParams<{ project: string; alert: string }>();
  return alert === 'new' ? <NewAlert project={project} /> : <StoredAlert project={project} alert={alert} />;
}
