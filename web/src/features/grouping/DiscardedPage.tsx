import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { peopleQuery } from '@/api/people';
import { QueryPanel } from '@/api/QueryPanel';
import { Button } from '@/ui/Button';
import { type Column, DataTable } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { type Discarded, discardedQuery, useLetIn } from './grouping.queries';

function columnsFor(letIn: (one: Discarded) => void, nameOf: (id: string) => string): Column<Discarded>[] {
  return [
    {
      head: 'Issue',
      cell: (one) => (
        <>
          <span className="font-medium wrap-anywhere">{one.title || 'untitled'}</span>
          <span className="block font-mono text-meta text-text3">{one.fingerprint.slice(0, 16)}</span>
        </>
      ),
    },
    {
      head: 'Discarded',
      from: 'sm',
      cell: (one) => (
        <>
          <Time iso={one.discarded_at} ago />
          {one.discarded_by && (
            <span className="block text-meta text-text3">by {nameOf(one.discarded_by)}</span>
          )}
        </>
      ),
    },
    {
      head: 'Verb',
      hideHead: true,
      align: 'right',
      cell: (one) => (
        <Button size="dense" disabled={!isAdmin()} onClick={() => letIn(one)}>
          Let in again
        </Button>
      ),
    },
  ];
}

/** Issues that were deleted for good: their later events are dropped at the door. */
export default function DiscardedPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useQuery(discardedQuery(project));
  const change = useLetIn(project);
  const people = useQuery(peopleQuery());
  const nameOf = (id: string) => {
    const person = people.data?.find((one) => one.id === id);
    return person?.name || person?.email || 'somebody who is gone';
  };
  const letIn = (one: Discarded) =>
    change.mutate([one.fingerprint], {
      onSuccess: () => toast('Its next event makes an issue again.'),
      onError: (error) => toast('Nothing was changed.', { tone: 'error', detail: errorText(error) }),
    });
  return (
    <Section
      title="Discarded issues"
      lead="Deleted with all that comes later: their events are counted as filtered, and not kept."
    >
      <QueryPanel
        query={query}
        what="The discarded issues could not be read"
        skeleton={<Skeleton className="h-24" />}
      >
        {(items) =>
          items.length === 0 ? (
            <p className="text-body text-text3">No issue of this project is discarded.</p>
          ) : (
            <div className="-mx-4">
              <DataTable
                caption="Discarded issues"
                columns={columnsFor(letIn, nameOf)}
                rows={items}
                rowKey={(one) => one.fingerprint}
              />
            </div>
          )
        }
      </QueryPanel>
    </Section>
  );
}
