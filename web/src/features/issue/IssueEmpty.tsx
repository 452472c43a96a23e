import type { ProjectListItem } from '@/api/types';
import { paths } from '@/lib/paths';
import { Button, LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Time } from '@/ui/Time';

interface IssueEmptyProps {
  project: ProjectListItem | undefined;
  filtered: boolean;
  onClear: () => void;
}

/** Names the cause: no event yet, a filter, or nothing to do. */
export function IssueEmpty({ project, filtered, onClear }: IssueEmptyProps) {
  if (project && project.total_issues === 0) {
    return (
      <EmptyState
        title={`${project.name} has not sent an event yet`}
        action={
          <LinkButton tone="primary" href={paths.projectSetup(project.slug)}>
            Connect an SDK
          </LinkButton>
        }
      >
        Its first error will stand here a second after it happened.
      </EmptyState>
    );
  }
  if (filtered) {
    return (
      <EmptyState
        title="No issue fits these filters"
        action={<Button onClick={onClear}>Show open issues</Button>}
      />
    );
  }
  return (
    <EmptyState kind="flat" title="Quiet. Nothing is open">
      {project?.last_event_at && (
        <>
          Last event <Time iso={project.last_event_at} ago />
        </>
      )}
    </EmptyState>
  );
}
