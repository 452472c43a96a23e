import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { ServerError } from '@/api/QueryPanel';
import type { Monitor } from '@/api/types';
import { useProject } from '@/features/project';
import { useLiveStatus } from '@/live';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { MonitorLines } from './MonitorLines';
import { MonitorRow } from './MonitorRow';
import { monitorsQuery } from './monitor.queries';

const skeleton = (
  <div className="grid">
    {[1, 2, 3].map((i) => (
      <div key={i} className="grid gap-2 border-b border-line px-4 py-3 md:px-6">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="h-5 w-full max-w-[620px]" />
      </div>
    ))}
  </div>
);

/** What hurts comes first, then by name. */
function byTrouble(a: Monitor, b: Monitor): number {
  const hurts = (one: Monitor) => Number(one.environments.some((environment) => environment.is_failing));
  return hurts(b) - hurts(a) || a.name.localeCompare(b.name);
}

function NoMonitor({ dsn }: { dsn: string }) {
  return (
    <div className="grid justify-items-center pb-10">
      <EmptyState title="No job reports here yet">
        A job says when it begins and how it ended. One that does not come, or does not end, becomes an issue.
      </EmptyState>
      <div className="w-full max-w-[968px] px-4 md:px-6">
        <MonitorLines dsn={dsn} />
      </div>
    </div>
  );
}

export default function MonitorListPage() {
  const { project = '' } = useParams<{ project: string }>();
  const list = useInfiniteQuery(monitorsQuery(project));
  const here = useProject(project).data;
  const live = useLiveStatus();
  const monitors = list.data?.pages.flatMap((page) => page.items).toSorted(byTrouble) ?? [];
  return (
    <Page title="Monitors" scope={here?.name ?? project} live={live}>
      {list.isPending && skeleton}
      {list.error && list.data === undefined && (
        <ServerError
          error={list.error}
          what="The monitors could not be read"
          onRetry={() => void list.refetch()}
        />
      )}
      {list.data && monitors.length === 0 && here && <NoMonitor dsn={here.dsn ?? ''} />}
      {monitors.length > 0 && (
        <ul aria-label="Monitors">
          {monitors.map((monitor) => (
            <MonitorRow key={monitor.id} project={project} monitor={monitor} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="p-4 md:px-6">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </Page>
  );
}
