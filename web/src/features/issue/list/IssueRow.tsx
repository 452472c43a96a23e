import { type MouseEvent, memo, type Ref } from 'react';
import type { IssueListItem } from '@/api/types';
import { relative } from '@/lib/time';
import { middle } from '@/lib/truncate';
import { Chip } from '@/ui/Chip';
import { cx } from '@/ui/cx';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import { titleParts } from '../issueTitle';
import type { ColumnId } from './columns';
import { Cells } from './IssueCells';
import { useSwipe } from './useSwipe';
import type { Density } from './views';

const CULPRIT_CHARS = 72;
const TAGS_MOST = 3;
const DAY_MS = 86_400_000;

function Chips({ issue, now }: { issue: IssueListItem; now: number }) {
  const isNew = issue.status === 'open' && now - Date.parse(issue.first_seen) < DAY_MS;
  const back = issue.last_release ? `reopened in ${issue.last_release}` : 'reopened';
  const until = issue.snooze_until ? `snoozed, back ${relative(issue.snooze_until, now)}` : 'snoozed';
  return (
    <>
      {isNew && <Chip tone="open">new</Chip>}
      {issue.status === 'reopened' && <Chip tone="reopened">{back}</Chip>}
      {issue.status === 'snoozed' && <Chip tone="snoozed">{until}</Chip>}
      {issue.status === 'ignored' && <Chip tone="ignored">ignored</Chip>}
      {issue.is_unhandled && <Chip>unhandled</Chip>}
      {issue.jira_ticket_key && <Chip tone="quiet">{issue.jira_ticket_key}</Chip>}
      {issue.github_issue_number && <Chip tone="quiet">GH #{issue.github_issue_number}</Chip>}
    </>
  );
}

/** What a row can do; the same object for all rows. */
export interface RowActions {
  focus: (index: number) => void;
  /** With shift: everything from the last one on. */
  select: (index: number, extend: boolean) => void;
  swipe: (issue: IssueListItem, to: 'left' | 'right') => void;
}

export interface RowLook {
  shown: readonly ColumnId[];
  template: string;
  density: Density;
  /** A telephone: two lines, figures under the age. */
  isCard: boolean;
  hasBox: boolean;
  /** The largest bar of the list. */
  scale: number;
}

interface IssueRowProps {
  issue: IssueListItem;
  index: number;
  href: string;
  /** Project's name, in the list across projects. */
  project?: string;
  assignee?: string;
  look: RowLook;
  now: number;
  focused: boolean;
  selected: boolean;
  linkRef?: Ref<HTMLAnchorElement>;
  actions: RowActions;
}

export const IssueRow = memo(function IssueRow(props: IssueRowProps) {
  const { issue, index, look, focused, selected, actions } = props;
  const settled = issue.status === 'resolved' || issue.status === 'ignored';
  const swipe = useSwipe((to) => actions.swipe(issue, to), look.isCard);
  const onShiftClick = (event: MouseEvent) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    actions.select(index, true);
  };
  return (
    <div
      role="gridcell"
      tabIndex={-1}
      {...swipe}
      style={{ gridTemplateColumns: look.template }}
      className={cx(
        'relative grid h-full items-center gap-x-3 border-b border-line bg-canvas px-4 md:px-6',
        look.isCard && 'touch-pan-y',
        selected && 'bg-s2',
        focused ? 'bg-s2 shadow-[inset_2px_0_0_var(--focus)]' : 'hover:bg-s2',
      )}
    >
      {look.hasBox && (
        <span className="relative z-10 flex size-6 items-center justify-center pointer-coarse:size-11 pointer-coarse:-m-3">
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            aria-label={`Select ${issue.short_id ?? issue.title}`}
            onClick={(event) => actions.select(index, event.shiftKey)}
            onChange={() => {}}
          />
        </span>
      )}
      <span className="flex justify-center">
        {issue.status === 'resolved' ? <StatusGlyph status="resolved" /> : <LevelGlyph level={issue.level} />}
      </span>
      <Title {...props} settled={settled} onShiftClick={onShiftClick} />
      <Cells issue={issue} look={look} settled={settled} assignee={props.assignee} />
    </div>
  );
});

type TitleProps = IssueRowProps & { settled: boolean; onShiftClick: (event: MouseEvent) => void };

function Title({ issue, href, project, look, now, focused, settled, linkRef, ...rest }: TitleProps) {
  const { type, message } = titleParts(issue);
  const chips = <Chips issue={issue} now={now} />;
  return (
    <div className="min-w-0">
      <p className="flex min-w-0 items-center gap-2">
        <a
          ref={linkRef}
          href={href}
          tabIndex={focused ? 0 : -1}
          onFocus={() => rest.actions.focus(rest.index)}
          onClick={rest.onShiftClick}
          className="min-w-0 truncate no-underline outline-none after:absolute after:inset-0"
        >
          <span className={cx('text-strong', settled ? 'font-medium text-text2' : 'font-semibold text-text')}>
            {type}
          </span>
          {message && (
            <span className={cx('text-body', settled ? 'text-text3' : 'text-text2')}> {message}</span>
          )}
        </a>
        {!look.isCard && <span className="flex shrink-0 gap-1">{chips}</span>}
      </p>
      {look.density === 'comfortable' && (
        <p className="flex min-w-0 items-center gap-2 text-meta text-text3">
          {look.isCard && <span className="flex shrink-0 gap-1 empty:hidden">{chips}</span>}
          <span className="min-w-0 truncate font-mono" title={issue.culprit}>
            {middle(issue.culprit || issue.platform, CULPRIT_CHARS)}
          </span>
          <span className="shrink-0 max-sm:hidden">{issue.short_id}</span>
          {project && <span className="shrink-0 max-sm:hidden">{project}</span>}
          {issue.tags.slice(0, TAGS_MOST).map((tag) => (
            <span key={`${tag.key}:${tag.value}`} className="shrink-0 max-lg:hidden">
              {tag.key}:{tag.value}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
