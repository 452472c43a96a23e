import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { useAdminNames } from '@/api/ForbiddenPage';
import { QueryPanel } from '@/api/QueryPanel';
import { optional, useSearchState } from '@/lib/search';
import { cx } from '@/ui/cx';
import { Note } from '@/ui/Note';
import { Skeleton } from '@/ui/Skeleton';
import { ConnectionForm } from './ConnectionForm';
import { type Connection, trackersQuery } from './tracker.queries';
import { trackerOf, trackers } from './trackers';

const codec = { tracker: optional() };

function Tabs({ connections, current }: { connections: readonly Connection[]; current: string }) {
  return (
    <nav aria-label="Trackers" className="-ml-2 mb-5 flex flex-wrap gap-0.5">
      {trackers.map(({ kind, title }) => {
        const isOn = connections.find((one) => one.tracker === kind)?.configured;
        return (
          <a
            key={kind}
            href={`?tracker=${kind}`}
            aria-current={kind === current ? 'page' : undefined}
            className={cx(
              'flex h-7 items-center gap-1.5 rounded-ctl px-2 no-underline pointer-coarse:h-11',
              kind === current ? 'bg-s3 font-medium text-text' : 'text-text2 hover:bg-s2 hover:text-text',
            )}
          >
            <span
              aria-hidden="true"
              className={cx('size-1.5 rounded-full', isOn ? 'bg-resolved' : 'border border-text3')}
            />
            {title}
            <span className="sr-only">, {isOn ? 'connected' : 'not connected'}</span>
          </a>
        );
      })}
    </nav>
  );
}

function WhoCan() {
  const admins = useAdminNames();
  return <Note className="mb-5">Only an admin can change these: ask {admins}.</Note>;
}

/** Where the project's tickets live: four kinds of trackers, each with its own connection. */
export default function TrackersPage() {
  const { project = '' } = useParams<{ project: string }>();
  const [{ tracker: asked }] = useSearchState(codec);
  const query = useQuery(trackersQuery(project));
  return (
    <QueryPanel query={query} what="The trackers could not be read" skeleton={<Skeleton className="h-96" />}>
      {(connections) => {
        const first = connections.find((one) => one.configured)?.tracker;
        const tracker = trackerOf(asked) ?? trackerOf(first) ?? trackers[0]!;
        const stored = connections.find((one) => one.tracker === tracker.kind);
        return (
          <>
            <p className="mb-3 max-w-[560px] text-text2">
              An issue gets a ticket where the team plans its work: by hand, or by a rule. What is closed
              there can resolve it here.
            </p>
            <Tabs connections={connections} current={tracker.kind} />
            {!isAdmin() && <WhoCan />}
            {stored && <ConnectionForm key={tracker.kind} {...{ project, tracker, stored }} />}
          </>
        );
      }}
    </QueryPanel>
  );
}
