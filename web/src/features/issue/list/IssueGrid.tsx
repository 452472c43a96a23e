import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { IssueListItem } from '@/api/types';
import { now } from '@/lib/time';
import { announce } from '@/ui/announce';
import { cx } from '@/ui/cx';
import type { Selection } from '../bulk/selection';
import { type ColumnId, columns, fitting, template } from './columns';
import { IssueRow, type RowActions, type RowLook } from './IssueRow';
import type { Density } from './views';

/** With the line below. */
const ROW = { comfortable: 57, compact: 37 };
const NEARLY_END = 10;
const OVERSCAN = 4;
/** Below this a row is a card. */
const CARD = 640;

interface IssueGridProps {
  issues: readonly IssueListItem[];
  total: number;
  columns: readonly ColumnId[];
  density: Density;
  hrefOf: (issue: IssueListItem) => string;
  projectOf?: (issue: IssueListItem) => string | undefined;
  personOf: (issue: IssueListItem) => string | undefined;
  focused: number;
  /** From the keyboard: the row comes into view and its link is focused. */
  moved: number;
  selection: Selection;
  /** Boxes on a small screen too. */
  selecting: boolean;
  actions: RowActions;
  /** Old rows of a slow server. */
  stale: boolean;
  onNearEnd: () => void;
}

function Head({ look }: { look: RowLook }) {
  const names: Partial<Record<ColumnId, ReactNode>> = { trend: '24 h, one scale', assignee: '' };
  return (
    <div
      aria-hidden="true"
      style={{ gridTemplateColumns: look.template }}
      className="grid h-8 items-center gap-x-3 border-b border-line px-4 text-meta text-text3 md:px-6"
    >
      {look.hasBox && <span />}
      <span />
      <span>Issue</span>
      {look.isCard ? (
        <span className="text-right">Last seen</span>
      ) : (
        columns
          .filter((column) => look.shown.includes(column.id))
          .map((column) => (
            <span key={column.id} className={cx('whitespace-nowrap', column.id !== 'trend' && 'text-right')}>
              {names[column.id] ?? column.label}
            </span>
          ))
      )}
    </div>
  );
}

/** What a swiped row uncovers. */
function SwipeUnder() {
  return (
    <span
      aria-hidden="true"
      className="absolute inset-0 flex items-center justify-between bg-s3 px-4 text-meta font-medium text-text2"
    >
      <span>Resolve</span>
      <span>Snooze</span>
    </span>
  );
}

function largestBar(issues: readonly IssueListItem[]): number {
  let most = 1;
  for (const issue of issues) for (const n of issue.trend) if (n > most) most = n;
  return most;
}

/** The width of the grid, known before the first paint. */
function useWidth(box: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(window.innerWidth);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const measure = () => setWidth(node.getBoundingClientRect().width);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

function useLook(props: IssueGridProps, width: number): RowLook {
  const { issues, density, columns: chosen, selecting } = props;
  const scale = useMemo(() => largestBar(issues), [issues]);
  const isCard = width < CARD;
  const hasBox = !isCard || selecting;
  const shown = useMemo(() => fitting(chosen, width), [chosen, width]);
  const widths = isCard ? `${hasBox ? '20px ' : ''}20px minmax(0,1fr) auto` : template(shown, hasBox);
  return useMemo(
    () => ({ shown, template: widths, density: isCard ? 'comfortable' : density, isCard, hasBox, scale }),
    [shown, widths, density, isCard, hasBox, scale],
  );
}

/** Virtual rows in the window's own scroll, a grid for those who listen. */
export function IssueGrid(props: IssueGridProps) {
  const { issues, total, hrefOf, projectOf, personOf, focused, moved, selection, actions, onNearEnd } = props;
  const grid = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  const look = useLook(props, useWidth(grid));
  const height = ROW[look.density];
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: issues.length,
    estimateSize: () => height,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another layout
  useLayoutEffect(() => virtual.measure(), [height]);
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
  const at = now();
  return (
    <div
      ref={grid}
      role="grid"
      aria-label="Issues"
      aria-rowcount={total}
      aria-colcount={1}
      aria-multiselectable="true"
      aria-busy={props.stale || undefined}
      className={cx('transition-opacity duration-180', props.stale && 'opacity-60')}
    >
      <Head look={look} />
      <div ref={box} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const issue = issues[row.index]!;
          const selected = selection.all || selection.ids.has(issue.id);
          return (
            <div
              key={issue.id}
              role="row"
              tabIndex={-1}
              aria-rowindex={row.index + 1}
              aria-selected={selected}
              className="absolute inset-x-0 top-0"
              style={{ height, transform: `translateY(${row.start - virtual.options.scrollMargin}px)` }}
            >
              {look.isCard && <SwipeUnder />}
              <IssueRow
                issue={issue}
                index={row.index}
                href={hrefOf(issue)}
                project={projectOf?.(issue)}
                assignee={personOf(issue)}
                look={look}
                now={at}
                focused={row.index === focused}
                selected={selected}
                linkRef={row.index === focused ? link : undefined}
                actions={actions}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
