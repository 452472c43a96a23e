import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { compareStacks, type Frame, place, readEvent } from '@/features/event';
import { middle } from '@/lib/truncate';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { Skeleton } from '@/ui/Skeleton';
import { eventQuery } from '../issue.queries';
import { type Mergeable, nameOf } from './merge';

const SHOWN_MOST = 6;
const PLACE_MOST = 44;

function Cell({ frame, alone }: { frame: Frame | undefined; alone: boolean }) {
  if (!frame) return <td className="py-1 pr-3 text-text3">–</td>;
  return (
    <td className={cx('max-w-0 py-1 pr-3 align-top', alone && 'bg-warning-tint')}>
      <span className="block truncate font-medium">{frame.fn}</span>
      <span className="block truncate text-text3" title={place(frame)}>
        {middle(place(frame), PLACE_MOST)}
      </span>
    </td>
  );
}

/** Newest calls of both side by side: the same ones stand in one line. */
export function MergeFrames({
  project,
  survivor,
  others,
}: {
  project: string;
  survivor: Mergeable;
  others: readonly Mergeable[];
}) {
  const [asked, setAsked] = useState('');
  const other = others.find((issue) => issue.id === asked) ?? others[0]!;
  const left = useQuery(eventQuery(project, survivor.id, 'latest'));
  const right = useQuery(eventQuery(project, other.id, 'latest'));
  const pairs = useMemo(
    () =>
      left.data && right.data
        ? compareStacks(readEvent(left.data.event), readEvent(right.data.event)).slice(0, SHOWN_MOST)
        : undefined,
    [left.data, right.data],
  );
  if (left.error || right.error) {
    return (
      <p className="text-meta text-text3">No stacks to compare: an event of one of them is not stored.</p>
    );
  }
  if (!pairs) return <Skeleton className="h-24 w-full" />;
  if (pairs.length === 0) return <p className="text-meta text-text3">Neither brought a stack to compare.</p>;
  const shared = pairs.filter((pair) => pair.left && pair.right).length;
  return (
    <section aria-label="Top frames" className="min-w-0">
      <h3 className="mb-1 text-meta font-medium text-text2">
        Top frames{' '}
        <span className="font-normal text-text3">
          · {shared} of {pairs.length} the same
        </span>
      </h3>
      <table className="w-full table-fixed border-collapse font-mono text-meta">
        <thead>
          <tr className="border-b border-line text-left font-sans text-text3">
            <th className="py-1 pr-3 font-normal">{nameOf(survivor)}, newest event</th>
            <th className="py-1 font-normal">
              {others.length > 1 ? (
                <select
                  aria-label="Compared with"
                  className={`${inputStyle} h-7! w-auto! text-meta!`}
                  value={other.id}
                  onChange={(event) => setAsked(event.target.value)}
                >
                  {others.map((issue) => (
                    <option key={issue.id} value={issue.id}>
                      {nameOf(issue)}
                    </option>
                  ))}
                </select>
              ) : (
                `${nameOf(other)}, newest event`
              )}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair, i) => (
            <tr key={i} className="border-b border-line last:border-0">
              <Cell frame={pair.left} alone={!pair.right} />
              <Cell frame={pair.right} alone={!pair.left} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
