import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { IssueListItem } from '@/api/types';
import { now } from '@/lib/time';
import { announce } from '@/ui/announce';
import { cx } from '@/ui/cx';
import { gridColumns, IssueRow, narrowColumns } from './IssueRow';

const ROW = 57;
const NEARLY_END = 10;
const OVERSCAN = 8;

interface IssueGridProps {
  issues: readonly IssueListItem[];
  total: number;
  hrefOf: (issue: IssueListItem) => string;
  projectOf?: (issue: IssueListItem) => string | undefined;
  focused: number;
  /** Something stands beside the list: only what fits. */
  narrow: boolean;
  /** From the keyboard: the row comes into view and its link is focused. */
  moved: number;
  onFocus: (index: number) => void;
  onNearEnd: () => void;
}

function Head({ narrow }: { narrow: boolean }) {
  const cell = 'text-right';
  return (
    <div
      aria-hidden="true"
      className={cx(
        'grid h-8 items-center gap-x-3 border-b border-line px-4 text-meta text-text3 md:px-6',
        narrow ? narrowColumns : gridColumns,
      )}
    >
      <span />
      <span>Issue</span>
      {!narrow && <span className="max-lg:hidden">24 h, one scale</span>}
      <span className={cx(cell, 'max-md:hidden')}>Events</span>
      {!narrow && <span className={cx(cell, 'max-lg:hidden')}>Users</span>}
      <span className={cell}>Last seen</span>
    </div>
  );
}

/** Virtual rows in the window's own scroll, a grid for those who listen. */
export function IssueGrid(props: IssueGridProps) {
  const { issues, total, hrefOf, projectOf, focused, narrow, moved, onFocus, onNearEnd } = props;
  const box = useRef<HTMLDivElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: issues.length,
    estimateSize: () => ROW,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= issues.length - NEARLY_END) onNearEnd();
  }, [last, issues.length, onNearEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move by key scrolls
  useEffect(() => {
    if (moved === 0) return;
    virtual.scrollToIndex(focused, { align: 'auto' });
    requestAnimationFrame(() => link.current?.focus({ preventScroll: true }));
    const issue = issues[focused];
    if (issue) announce(`${issue.title}, ${issue.event_count} events, ${issue.status}`);
  }, [moved]);
  const scale = Math.max(1, ...issues.flatMap((issue) => issue.trend));
  const at = now();
  return (
    <div role="grid" aria-label="Issues" aria-rowcount={total} aria-colcount={1}>
      <Head narrow={narrow} />
      <div ref={box} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const issue = issues[row.index]!;
          return (
            <div
              key={issue.id}
              role="row"
              tabIndex={-1}
              aria-rowindex={row.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: ROW, transform: `translateY(${row.start - virtual.options.scrollMargin}px)` }}
            >
              <IssueRow
                issue={issue}
                href={hrefOf(issue)}
                project={projectOf?.(issue)}
                scale={scale}
                now={at}
                focused={row.index === focused}
                narrow={narrow}
                linkRef={row.index === focused ? link : undefined}
                onFocus={() => onFocus(row.index)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
