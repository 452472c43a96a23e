import { memo, type Ref } from 'react';
import type { IssueListItem } from '@/api/types';
import { middle } from '@/lib/truncate';
import { Bars, barsLabel } from '@/ui/Bars';
import { Chip } from '@/ui/Chip';
import { Count } from '@/ui/Count';
import { cx } from '@/ui/cx';
import { LevelGlyph, levelName, StatusGlyph } from '@/ui/glyphs';
import { Time } from '@/ui/Time';

const CULPRIT_CHARS = 72;
const DAY_MS = 86_400_000;
export const HOT_HOURS = 2;
export const fills = {
  fatal: 'fill-fatal',
  error: 'fill-error',
  warning: 'fill-warning',
  info: 'fill-info',
  debug: 'fill-debug',
} as const;

/** "TypeError" and "Cannot read …" apart, so that the type can stand out. */
export function titleParts(issue: { title: string; type?: string }): { type: string; message: string } {
  const type = issue.type ?? '';
  if (type === '') return { type: issue.title, message: '' };
  const message = issue.title.startsWith(`${type}:`) ? issue.title.slice(type.length + 1).trim() : '';
  return { type, message };
}

function Chips({ issue, now }: { issue: IssueListItem; now: number }) {
  const isNew = issue.status === 'open' && now - Date.parse(issue.first_seen) < DAY_MS;
  return (
    <>
      {isNew && <Chip tone="open">new</Chip>}
      {issue.status === 'reopened' && <Chip tone="reopened">reopened</Chip>}
      {issue.status === 'snoozed' && <Chip tone="snoozed">snoozed</Chip>}
      {issue.status === 'ignored' && <Chip tone="ignored">ignored</Chip>}
      {issue.is_unhandled && <Chip>unhandled</Chip>}
    </>
  );
}

interface IssueRowProps {
  issue: IssueListItem;
  href: string;
  /** Project's name, in the list across projects. */
  project?: string;
  scale: number;
  now: number;
  focused: boolean;
  narrow: boolean;
  linkRef?: Ref<HTMLAnchorElement>;
  onFocus: () => void;
}

export const gridColumns =
  'grid-cols-[20px_minmax(0,1fr)_auto] md:grid-cols-[20px_minmax(0,1fr)_56px_64px] lg:grid-cols-[20px_minmax(0,1fr)_104px_56px_56px_72px]';

/** Beside the peek pane. */
export const narrowColumns =
  'grid-cols-[20px_minmax(0,1fr)_auto] md:grid-cols-[20px_minmax(0,1fr)_56px_64px]';

export const IssueRow = memo(function IssueRow(props: IssueRowProps) {
  const { issue, href, project, scale, now, focused, narrow, linkRef, onFocus } = props;
  const { type, message } = titleParts(issue);
  const settled = issue.status === 'resolved' || issue.status === 'ignored';
  const level = levelName(issue.level);
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      className={cx(
        'relative grid h-full items-center gap-x-3 border-b border-line px-4 md:px-6',
        narrow ? narrowColumns : gridColumns,
        focused ? 'bg-s2 shadow-[inset_2px_0_0_var(--focus)]' : 'hover:bg-s2',
      )}
    >
      <span className="flex justify-center">
        {issue.status === 'resolved' ? <StatusGlyph status="resolved" /> : <LevelGlyph level={issue.level} />}
      </span>
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-2">
          <a
            ref={linkRef}
            href={href}
            tabIndex={focused ? 0 : -1}
            onFocus={onFocus}
            className="min-w-0 truncate no-underline outline-none after:absolute after:inset-0"
          >
            <span
              className={cx('text-strong', settled ? 'font-medium text-text2' : 'font-semibold text-text')}
            >
              {type}
            </span>
            {message && (
              <span className={cx('text-body', settled ? 'text-text3' : 'text-text2')}> {message}</span>
            )}
          </a>
          <span className="flex shrink-0 gap-1 max-sm:hidden">
            <Chips issue={issue} now={now} />
          </span>
        </p>
        <p className="flex min-w-0 items-center gap-2 text-meta text-text3">
          <span className="min-w-0 truncate font-mono" title={issue.culprit}>
            {middle(issue.culprit || issue.platform, CULPRIT_CHARS)}
          </span>
          <span className="shrink-0">{issue.short_id}</span>
          {project && <span className="shrink-0 max-sm:hidden">{project}</span>}
          {issue.tags.slice(0, 2).map((tag) => (
            <span key={`${tag.key}:${tag.value}`} className="shrink-0 max-lg:hidden">
              {tag.key}:{tag.value}
            </span>
          ))}
        </p>
      </div>
      {!narrow && (
        <Bars
          values={issue.trend}
          scale={scale}
          hot={HOT_HOURS}
          hotClass={fills[level]}
          height={24}
          className="w-full max-lg:hidden"
          label={barsLabel(issue.trend, 'Events of the last 24 hours')}
        />
      )}
      <span className="text-right text-body max-md:hidden">
        <Count n={issue.event_count} />
        <span className="sr-only"> events</span>
      </span>
      {!narrow && (
        <span className="text-right text-body text-text2 max-lg:hidden">
          <Count n={issue.user_count} />
          <span className="sr-only"> users</span>
        </span>
      )}
      <span className="text-right text-meta text-text2">
        <Time iso={issue.last_seen} />
        <span className="block text-text3 md:hidden">
          <Count n={issue.event_count} unit="×" />
        </span>
      </span>
    </div>
  );
});
