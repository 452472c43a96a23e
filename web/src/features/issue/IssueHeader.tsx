import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Issue } from '@/api/types';
import { exact } from '@/lib/number';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { useLiveStatus } from '@/live';
import { IconButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { CopyButton } from '@/ui/CopyButton';
import { Count } from '@/ui/Count';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import { LiveDot } from '@/ui/LiveDot';
import { titleParts } from './issueTitle';
import { listAddress } from './listAddress';
import { statusLine } from './statusLine';
import type { useWalk } from './useWalk';

/** Three lines hold less; a title of a megabyte must not be laid out. */
const TITLE_MOST = 1000;

interface IssueHeaderProps {
  issue: Issue;
  project: string;
  /** Names of those who look at it now, too. */
  present: readonly string[];
  walk: ReturnType<typeof useWalk>;
}

/** "Jane is on this – resolving?": two people do not mend one thing twice. */
function Present({ names, open }: { names: readonly string[]; open: boolean }) {
  if (names.length === 0) return null;
  const who = names.length === 1 ? `${names[0]} is` : `${names[0]} and ${names.length - 1} more are`;
  return (
    <Chip tone="info" role="status" title={names.join(', ')}>
      {who} on this{open ? ' – resolving?' : ''}
    </Chip>
  );
}

function Walk({ place, previous, next }: ReturnType<typeof useWalk>) {
  if (!place) return null;
  return (
    <span className="inline-flex items-center">
      <IconButton
        label="Previous issue of the list"
        keys="Shift+K"
        aria-disabled={!place.previous || undefined}
        onClick={previous}
      >
        <ChevronLeft size={14} />
      </IconButton>
      <span className="tabular-nums">
        {exact(place.position)} of {exact(place.total)}
      </span>
      <IconButton
        label="Next issue of the list"
        keys="Shift+J"
        aria-disabled={!place.next || undefined}
        onClick={next}
      >
        <ChevronRight size={14} />
      </IconButton>
    </span>
  );
}

function Figure({ n, unit }: { n: number; unit: string }) {
  return (
    <span className="text-meta text-text3">
      <Count n={n} className="text-section font-semibold text-text" /> {unit}
    </span>
  );
}

/** What broke, how often, and how it stands. */
export function IssueHeader({ issue, project, present, walk }: IssueHeaderProps) {
  const { type, message } = titleParts(issue);
  const back = useStore(listAddress) ?? paths.projectIssues(project);
  const live = useLiveStatus();
  return (
    <header className="px-4 pt-2.5 pb-3 md:px-6">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2.5 gap-y-1 text-meta text-text3">
        <a
          href={back}
          className="-ml-1 inline-flex min-h-6 items-center gap-0.5 pr-1 no-underline hover:text-text pointer-coarse:min-h-11"
        >
          <ChevronLeft size={14} aria-hidden="true" /> Issues
        </a>
        <Walk {...walk} />
        <span aria-hidden="true">·</span>
        <span className="inline-flex items-center">
          {issue.short_id ?? project}
          {issue.short_id && (
            <CopyButton text={issue.short_id} what="short id" size="dense" className="px-1!" />
          )}
        </span>
        {issue.is_unhandled && <Chip tone="error">unhandled</Chip>}
        <span className="inline-flex items-center gap-1.5">
          <StatusGlyph status={issue.status} size={13} />
          <span className="text-text2">{statusLine(issue)}</span>
        </span>
        <Present names={present} open={issue.status === 'open' || issue.status === 'reopened'} />
        <span className="ml-auto flex items-center gap-4">
          <LiveDot status={live} />
          <Figure n={issue.event_count} unit={issue.event_count === 1 ? 'event' : 'events'} />
          <Figure n={issue.user_count} unit={issue.user_count === 1 ? 'user' : 'users'} />
        </span>
      </div>
      <h1 className="mt-1 flex max-w-[1080px] items-baseline gap-2">
        <LevelGlyph level={issue.level} size={14} className="translate-y-px" />
        <span className="line-clamp-3 min-w-0 wrap-anywhere">
          <span className="text-title font-semibold" dir="auto">
            {type}
          </span>
          {message && (
            <span className="text-section text-text2" dir="auto">
              {' '}
              {message.slice(0, TITLE_MOST)}
            </span>
          )}
        </span>
      </h1>
      <p className="mt-0.5 truncate pl-[22px] font-mono text-meta text-text3" title={issue.culprit}>
        {issue.culprit || issue.platform}
      </p>
    </header>
  );
}
