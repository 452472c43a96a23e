import type { IssueListItem } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { Bars, barsLabel } from '@/ui/Bars';
import { Count } from '@/ui/Count';
import { cx } from '@/ui/cx';
import { levelName } from '@/ui/glyphs';
import { Time } from '@/ui/Time';
import { priorities } from '../bulk/choices';
import { fills, HOT_HOURS } from '../issueTitle';
import type { RowLook } from './IssueRow';

interface CellsProps {
  issue: IssueListItem;
  look: RowLook;
  settled: boolean;
  assignee?: string;
}

export function priorityWord(priority: number): string {
  return priorities.find((one) => priority >= one.priority)?.label ?? 'Lowest';
}

/** The columns that fit, or on a telephone one cell for age and count. */
export function Cells({ issue, look, settled, assignee }: CellsProps) {
  const { shown, scale, density } = look;
  const ink = settled ? 'text-text3' : 'text-text2';
  if (look.isCard) {
    return (
      <span className={cx('text-right text-meta', ink)}>
        <Time iso={issue.last_seen} />
        <Count n={issue.event_count} unit="×" className="block text-text3" />
      </span>
    );
  }
  return (
    <>
      {shown.includes('trend') && (
        <Bars
          values={issue.trend}
          scale={scale}
          hot={settled ? 0 : HOT_HOURS}
          hotClass={fills[levelName(issue.level)]}
          height={density === 'compact' ? 18 : 24}
          className="w-full"
          label={barsLabel(issue.trend, 'Events of the last 24 hours')}
        />
      )}
      {shown.includes('events') && (
        <span className={cx('text-right text-body', settled && ink)}>
          <Count n={issue.event_count} />
          <span className="sr-only"> events</span>
        </span>
      )}
      {shown.includes('users') && (
        <span className={cx('text-right text-body', ink)}>
          <Count n={issue.user_count} />
          <span className="sr-only"> users</span>
        </span>
      )}
      {shown.includes('last_seen') && (
        <span className={cx('text-right text-meta', ink)}>
          <Time iso={issue.last_seen} />
        </span>
      )}
      {shown.includes('priority') && (
        <span className={cx('text-right text-meta', ink)} title={`Priority ${issue.priority}`}>
          {priorityWord(issue.priority)}
        </span>
      )}
      {shown.includes('assignee') && (
        <span className="flex justify-end" title={assignee}>
          {assignee && (
            <>
              <Avatar name={assignee} />
              <span className="sr-only">assigned to {assignee}</span>
            </>
          )}
        </span>
      )}
    </>
  );
}
