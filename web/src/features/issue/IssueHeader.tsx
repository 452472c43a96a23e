import { ChevronLeft } from 'lucide-react';
import type { Issue } from '@/api/types';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { useLiveStatus } from '@/live';
import { Chip } from '@/ui/Chip';
import { CopyButton } from '@/ui/CopyButton';
import { Count } from '@/ui/Count';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import { LiveDot } from '@/ui/LiveDot';
import { titleParts } from './issueTitle';
import { listAddress } from './listAddress';
import { statusLine } from './statusLine';

interface IssueHeaderProps {
  issue: Issue;
  project: string;
}

function Figure({ n, unit }: { n: number; unit: string }) {
  return (
    <span className="text-meta text-text3">
      <Count n={n} className="text-section font-semibold text-text" /> {unit}
    </span>
  );
}

/** What broke, how often, and how it stands. */
export function IssueHeader({ issue, project }: IssueHeaderProps) {
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
        <span className="ml-auto flex items-center gap-4">
          <LiveDot status={live} />
          <Figure n={issue.event_count} unit={issue.event_count === 1 ? 'event' : 'events'} />
          <Figure n={issue.user_count} unit={issue.user_count === 1 ? 'user' : 'users'} />
        </span>
      </div>
      <h1 className="mt-1 flex max-w-[1080px] items-baseline gap-2">
        <LevelGlyph level={issue.level} size={14} className="translate-y-px" />
        <span className="line-clamp-3 min-w-0 wrap-anywhere">
          <span className="text-title font-semibold">{type}</span>
          {message && <span className="text-section text-text2"> {message}</span>}
        </span>
      </h1>
      <p className="mt-0.5 truncate pl-[22px] font-mono text-meta text-text3" title={issue.culprit}>
        {issue.culprit || issue.platform}
      </p>
    </header>
  );
}
