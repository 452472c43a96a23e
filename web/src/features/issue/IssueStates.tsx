import { ApiError } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import { exact } from '@/lib/number';
import { paths } from '@/lib/paths';
import { Button, LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';

const FRAMES = [1, 2, 3, 4, 5, 6];

/** The header's place, the same height as the header. */
function HeaderSkeleton() {
  return (
    <div className="px-4 pt-2.5 pb-3 md:px-6">
      <div className="flex h-7 items-center">
        <Skeleton className="h-3.5 w-64" />
      </div>
      <div className="mt-1 flex h-7 items-center">
        <Skeleton className="h-5 w-3/5" />
      </div>
      <div className="mt-0.5 flex h-[18px] items-center">
        <Skeleton className="h-3 w-2/5" />
      </div>
    </div>
  );
}

export function StackSkeleton() {
  return (
    <div className="grid gap-1.5 px-4 py-4 md:px-6">
      <Skeleton className="mb-2 h-6 w-24" />
      {FRAMES.map((i) => (
        <Skeleton key={i} className={i === 2 ? 'h-56' : 'h-8'} />
      ))}
    </div>
  );
}

/** Until the issue is there; replaced as a whole, so that nothing moves. */
export function IssueSkeleton() {
  return (
    <>
      <HeaderSkeleton />
      <div className="h-[52px] border-y border-line" />
      <div className="h-[109px] border-b border-line" />
      <StackSkeleton />
    </>
  );
}

interface IssueFailureProps {
  error: unknown;
  project: string;
  onRetry: () => void;
}

/** Gone, never there, or not readable just now. */
export function IssueFailure({ error, project, onRetry }: IssueFailureProps) {
  const isGone = error instanceof ApiError && (error.status === 404 || error.status === 410);
  return (
    <Page title="Issue" scope={project}>
      {isGone ? (
        <EmptyState
          title="This issue is not there"
          action={
            <LinkButton tone="primary" href={paths.projectIssues(project)}>
              All issues
            </LinkButton>
          }
        >
          It was deleted, or the address is wrong. A new event with the same cause makes a new issue.
        </EmptyState>
      ) : (
        <ServerError error={error} what="The issue could not be read" onRetry={onRetry} />
      )}
    </Page>
  );
}

interface EventFailureProps extends Omit<IssueFailureProps, 'project'> {
  counted: number;
  isLatest: boolean;
  /** The filter found none. */
  filtered: boolean;
  onClear: () => void;
  onGo: (event: string) => void;
}

/** Counted, but its body is no longer kept. */
export function EventFailure({
  error,
  counted,
  isLatest,
  filtered,
  onRetry,
  onGo,
  onClear,
}: EventFailureProps) {
  const isGone = error instanceof ApiError && error.status === 404;
  if (!isGone) return <ServerError error={error} what="The event could not be read" onRetry={onRetry} />;
  if (filtered) {
    return (
      <EmptyState
        title="No stored event fits the filter"
        action={
          <Button tone="primary" onClick={onClear}>
            Clear the filter
          </Button>
        }
      >
        {exact(counted)} {counted === 1 ? 'event was' : 'events were'} counted in all; only stored ones are
        found.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={isLatest ? 'No event of this issue is stored' : 'This event is not stored'}
      action={
        !isLatest && (
          <Button tone="primary" onClick={() => onGo('latest')}>
            Newest stored event
          </Button>
        )
      }
    >
      {exact(counted)} {counted === 1 ? 'was' : 'were'} counted. Bodies leave with the retention of the
      project or when an issue has more than it keeps.
    </EmptyState>
  );
}
