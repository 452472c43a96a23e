import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '@/api/client';
import { ServerError } from '@/api/QueryPanel';
import { Value } from '@/features/event';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { type Change, type DiffPart, partsOfDiff, shortPath } from './eventDiff';

const ROWS_FIRST = 12;

function Side({ value, missing }: { value: unknown; missing: boolean }) {
  return (
    <td
      className={cx(
        'w-[38%] py-1 pr-3 align-top max-sm:w-auto font-mono wrap-anywhere',
        missing && 'text-text3',
      )}
    >
      {missing ? '–' : <Value value={value} />}
    </td>
  );
}

function Part({ title, changes }: DiffPart) {
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, ROWS_FIRST);
  const isMissing = (change: Change, side: 'left' | 'right') =>
    change[side] === null && change.op === (side === 'left' ? 'added' : 'removed');
  return (
    <tbody className="max-sm:block">
      <tr className="max-sm:block">
        <th
          colSpan={3}
          scope="rowgroup"
          className="border-t border-line pt-2 pb-0.5 text-left max-sm:block font-medium text-text2"
        >
          {title}
        </th>
      </tr>
      {shown.map((change) => (
        <tr key={change.path} className="max-sm:grid max-sm:grid-cols-2">
          <th
            scope="row"
            className="py-1 max-sm:col-span-2 max-sm:pb-0 pr-3 text-left align-top font-normal text-text3 wrap-anywhere"
          >
            {shortPath(change.path)}
          </th>
          <Side value={change.left} missing={isMissing(change, 'left')} />
          <Side value={change.right} missing={isMissing(change, 'right')} />
        </tr>
      ))}
      {changes.length > shown.length && (
        <tr>
          <td colSpan={3}>
            <Button size="dense" tone="ghost" onClick={() => setAll(true)}>
              {count(changes.length - shown.length, 'more difference')}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface EventDiffProps {
  project: string;
  issue: string;
  pinned: string;
  event: string;
  onShowPinned: () => void;
  onUnpin: () => void;
}

/** The pinned event beside the one that is shown: only what differs remains. */
export default function EventDiff({ project, issue, pinned, event, onShowPinned, onUnpin }: EventDiffProps) {
  const { data, error, refetch } = useQuery(
    $api.queryOptions('get', '/projects/{project}/issues/{issue}/events/{event}/diff/{other}', {
      params: { path: { project, issue, event: pinned, other: event } },
    }),
  );
  if (error) {
    return (
      <ServerError error={error} what="The events could not be compared" onRetry={() => void refetch()} />
    );
  }
  if (!data) return <Skeleton className="m-4 h-40" />;
  const parts = partsOfDiff(data);
  return (
    <section aria-label="What differs" className="border-b border-line bg-s1 px-4 py-3 md:px-6">
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h2 className="text-section font-semibold">What differs</h2>
        <span className="text-meta text-text3">
          pinned <Time iso={data.left.timestamp} ago /> · this one <Time iso={data.right.timestamp} ago />
          {data.truncated && ' · only the first differences'}
        </span>
        <span className="ml-auto flex gap-1.5">
          <Button size="dense" onClick={onShowPinned}>
            Go to the pinned one
          </Button>
          <Button size="dense" tone="ghost" keys="d" onClick={onUnpin}>
            Unpin
          </Button>
        </span>
      </div>
      {parts.length === 0 ? (
        <p className="text-body text-text2">Nothing but times and ids.</p>
      ) : (
        <div role="region" aria-label="Differences" tabIndex={0} className="max-h-[50vh] overflow-auto">
          <table className="w-full table-fixed max-sm:block border-collapse text-meta">
            <thead className="text-left max-sm:block text-text3">
              <tr className="max-sm:grid max-sm:grid-cols-2">
                <th className="max-sm:sr-only w-[24%] py-1 pr-3 font-normal">
                  <span className="sr-only">Where</span>
                </th>
                <th className="py-1 pr-3 font-normal">Pinned</th>
                <th className="py-1 pr-3 font-normal">This one</th>
              </tr>
            </thead>
            {parts.map((part) => (
              <Part key={part.title} {...part} />
            ))}
          </table>
        </div>
      )}
    </section>
  );
}
