import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { ServerError } from '@/api/QueryPanel';
import type { IssueListItem } from '@/api/types';
import { EventGlance, readEvent, TagList } from '@/features/event';
import { exact } from '@/lib/number';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { IssueTrend } from './IssueTrend';
import { glanceQuery } from './issue.queries';

const TAGS_MOST = 6;

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-meta text-text3">{label}</dt>
      <dd className="truncate text-body">{children}</dd>
    </div>
  );
}

/** Enough to decide: figures, trend, the latest event's stack and tags. */
export function IssueGlance({ issue, project }: { issue: IssueListItem; project: string }) {
  const latest = useQuery(glanceQuery(project, issue.id));
  const event = useMemo(() => latest.data && readEvent(latest.data.event), [latest.data]);
  return (
    <>
      <dl className="mb-3 grid grid-cols-4 gap-3">
        <Fact label="Events">{exact(issue.event_count)}</Fact>
        <Fact label="Users">{exact(issue.user_count)}</Fact>
        <Fact label="First seen">
          <Time iso={issue.first_seen} />
        </Fact>
        <Fact label="Last seen">
          <Time iso={issue.last_seen} />
        </Fact>
      </dl>
      <IssueTrend project={project} issue={issue} />
      {event ? (
        <>
          <EventGlance event={event} />
          <h3 className="mt-4 mb-1 text-meta font-medium text-text2">Tags of the latest event</h3>
          <TagList tags={event.tags.slice(0, TAGS_MOST)} />
        </>
      ) : latest.error ? (
        <ServerError
          error={latest.error}
          what="The latest event could not be read"
          onRetry={() => void latest.refetch()}
        />
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </>
  );
}
