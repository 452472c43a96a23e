import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Issue } from '@/api/types';
import { type EventView, TagList } from '@/features/event';
import { TicketPanel } from '@/features/tracker';
import { Time } from '@/ui/Time';
import type { Verbs } from './bulk/useVerbs';
import { IssueFacets } from './facets/IssueFacets';
import { facetsQuery } from './figure.queries';
import { SimilarIssues } from './SimilarIssues';
import { ManualTags } from './verbs/ManualTags';
import { PriorityMenu } from './verbs/PriorityMenu';

interface PartProps {
  title: string;
  count?: number;
  /** Also open where it is an accordion. */
  open?: boolean;
  children: ReactNode;
}

/** An accordion where the rail stands under the stack, always open beside it. */
function Part({ title, count, open, children }: PartProps) {
  const [isWide] = useState(() => window.matchMedia('(min-width: 1200px)').matches);
  return (
    <details open={open || isWide} className="border-t border-line px-4 py-3 first:border-0 md:px-6 lg:px-5">
      <summary className="min-h-6 text-strong font-semibold marker:text-text3 pointer-coarse:min-h-11 lg:list-none">
        {title} {count !== undefined && <span className="font-normal text-meta text-text3">{count}</span>}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-2 py-[3px] text-meta">
      <dt className="text-text3">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

interface IssueRailProps {
  project: string;
  issue: Issue;
  event: EventView;
  verbs: Verbs;
  /** Only events that have it. */
  onFilter: (key: string, value: string) => void;
  onMerge: (other: string) => void;
}

/** Beside the stack: when and where, the tags of this event and of all. How high the spread of
 * the tags is shows when it is read: what stands below comes then, and does not jump. */
export default function IssueRail({ project, issue, event, verbs, onFilter, onMerge }: IssueRailProps) {
  const { wire } = event;
  const { isPending } = useQuery(facetsQuery(project, issue.id));
  return (
    <aside aria-label="Facts">
      <Part title="Seen" open>
        <dl>
          <Fact name="First">
            <Time iso={issue.first_seen} ago copies />
            {issue.first_release && <span className="text-text3"> in {issue.first_release}</span>}
          </Fact>
          <Fact name="Last">
            <Time iso={issue.last_seen} ago copies />
            {issue.last_release && <span className="text-text3"> in {issue.last_release}</span>}
          </Fact>
          <Fact name="Priority">
            <PriorityMenu priority={issue.priority} verbs={verbs} />
          </Fact>
        </dl>
      </Part>
      <Part title="Tickets" open>
        <TicketPanel project={project} issue={issue.id} onAsk={() => verbs.ask('ticket')} />
      </Part>
      <Part title="This event">
        <dl>
          <Fact name="When">
            <Time iso={wire.timestamp} ago copies />
          </Fact>
          {wire.release && <Fact name="Release">{wire.release}</Fact>}
          {wire.environment && <Fact name="Environment">{wire.environment}</Fact>}
          {event.transaction && <Fact name="Transaction">{event.transaction}</Fact>}
          {wire.server_name && <Fact name="Server">{wire.server_name}</Fact>}
          {wire.user_identifier && <Fact name="User">{wire.user_identifier}</Fact>}
          {event.platform && <Fact name="Platform">{event.platform}</Fact>}
        </dl>
      </Part>
      <Part title="Tags">
        <ManualTags project={project} issue={issue.id} verbs={verbs} />
        <div className="mt-2">
          <IssueFacets project={project} issue={issue.id} onPick={onFilter} />
        </div>
      </Part>
      {!isPending && (
        <>
          <Part title="Similar issues">
            <SimilarIssues project={project} issue={issue.id} onMerge={onMerge} />
          </Part>
          <Part title="Tags of this event" count={event.tags.length}>
            <TagList tags={event.tags} />
          </Part>
        </>
      )}
    </aside>
  );
}
