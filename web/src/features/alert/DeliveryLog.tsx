import { useInfiniteQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import { count } from '@/lib/number';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Chip, type ChipTone } from '@/ui/Chip';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { type Delivery, deliveriesQuery, useRetryDelivery } from './alert.queries';

const states: Record<string, { words: string; tone: ChipTone }> = {
  sent: { words: 'sent', tone: 'resolved' },
  waiting: { words: 'waiting', tone: 'warning' },
  dead: { words: 'given up', tone: 'error' },
};
const reasons: Record<string, string> = {
  new: 'new issue',
  reopened: 'reopened',
  regressed: 'came back',
  threshold: 'crossed a threshold',
  resolved: 'resolved',
  test: 'test',
};

function Tries({ delivery }: { delivery: Delivery }) {
  if (delivery.tries.length === 0) return <p className="text-meta text-text3">Waits for its first try.</p>;
  return (
    <ol aria-label="Tries" className="grid gap-1 text-meta text-text2">
      {delivery.tries.map((one, i) => (
        <li key={`${one.at} ${i}`} className="flex flex-wrap gap-x-2">
          <Time iso={one.at} ago />
          <span className="min-w-0 wrap-anywhere">
            {one.status > 0 && `${one.status} `}
            {one.error || 'taken'}
            {one.took_ms > 0 && <span className="text-text3">, {one.took_ms} ms</span>}
          </span>
          {one.answer && (
            <code className="min-w-0 basis-full pl-3 text-text3 wrap-anywhere line-clamp-3">
              {one.answer}
            </code>
          )}
        </li>
      ))}
    </ol>
  );
}

interface RowProps {
  project: string;
  delivery: Delivery;
  onRetry: (id: string) => void;
}

function Row({ project, delivery, onRetry }: RowProps) {
  const state = states[delivery.state ?? ''] ?? { words: delivery.state ?? '', tone: 'quiet' as const };
  const canRetry =
    isAdmin() && delivery.reason !== 'test' && delivery.state !== 'sent' && delivery.attempts > 0;
  return (
    <li className="grid gap-1.5 border-b border-line py-2.5 last:border-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Chip tone={state.tone}>{state.words}</Chip>
        <span className="min-w-0 flex-1 basis-48 truncate">
          {delivery.issue_id ? (
            <a href={paths.issue(project, delivery.issue_id)} className="text-text hover:underline">
              {delivery.issue_title}
            </a>
          ) : (
            'Test, before there was an issue'
          )}
          <span className="text-text3"> · {reasons[delivery.reason ?? ''] ?? delivery.reason}</span>
        </span>
        <span className="text-meta text-text3">{delivery.to}</span>
        <Time iso={delivery.created_at} ago className="text-meta text-text3" />
        {canRetry && (
          <Button size="dense" icon={<RotateCw size={13} />} onClick={() => onRetry(delivery.id ?? '')}>
            Try again
          </Button>
        )}
      </div>
      <Tries delivery={delivery} />
    </li>
  );
}

/** What was sent in 30 days, newest first, with every try. */
export function DeliveryLog({ project, alert }: { project: string; alert: string }) {
  const log = useInfiniteQuery(deliveriesQuery(project, alert));
  const retry = useRetryDelivery(project, alert);
  const again = (id: string) =>
    retry.mutate(id, {
      onSuccess: () => toast('It is tried again at once.'),
      onError: (error) => toast('It was not tried again.', { tone: 'error', detail: errorText(error) }),
    });
  if (log.error && !log.data)
    return (
      <ServerError error={log.error} what="The log could not be read" onRetry={() => void log.refetch()} />
    );
  if (!log.data) return <Skeleton className="h-24" />;
  const items = log.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="text-text3">Nothing was sent yet.</p>;
  return (
    <>
      <ul aria-label="Deliveries">
        {items.map((delivery) => (
          <Row key={delivery.id} project={project} delivery={delivery} onRetry={again} />
        ))}
      </ul>
      {log.hasNextPage && (
        <Button size="dense" busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show more of {count(log.data.pages[0]!.total, 'delivery', 'deliveries')}
        </Button>
      )}
    </>
  );
}
