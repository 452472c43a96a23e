import { useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import type { IssueListItem } from '@/api/types';
import { useKeys } from '@/keys';
import { IconButton, LinkButton } from '@/ui/Button';
import { LevelGlyph, StatusGlyph } from '@/ui/glyphs';
import { IssueGlance } from './IssueGlance';
import { glanceQuery } from './issue.queries';
import { titleParts } from './issueTitle';
import { statusLine } from './statusLine';

const AHEAD = 3;

interface IssuePeekProps {
  issue: IssueListItem;
  project: string;
  href: string;
  /** What j goes to: their events are fetched before they are asked for. */
  next: readonly { issue: IssueListItem; project: string }[];
  onClose: () => void;
}

/** The focused issue beside the list: enough to decide, not enough to get lost in. */
export default function IssuePeek({ issue, project, href, next, onClose }: IssuePeekProps) {
  const client = useQueryClient();
  const { type, message } = titleParts(issue);
  useEffect(() => {
    for (const one of next.slice(0, AHEAD)) {
      void client.prefetchQuery(glanceQuery(one.project, one.issue.id));
    }
  }, [client, next]);
  useKeys('panel', [{ keys: 'Escape', label: 'Close the peek pane', group: 'Issues', run: onClose }]);
  return (
    <aside
      aria-label="Peek at the issue"
      className="sticky top-0 flex h-screen w-[440px] shrink-0 flex-col border-l border-line bg-s1 max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-lg:z-30 max-lg:w-[min(480px,100vw)] max-lg:shadow-layer max-sm:pb-16"
    >
      <div className="flex items-start gap-2 border-b border-line px-4 py-3">
        <LevelGlyph level={issue.level} size={14} className="mt-1.5" />
        <div className="min-w-0 flex-1">
          <h2 className="line-clamp-3 text-section wrap-anywhere">
            <span className="font-semibold">{type}</span> <span className="text-text2">{message}</span>
          </h2>
          <p className="mt-0.5 flex items-center gap-1.5 text-meta text-text2">
            <StatusGlyph status={issue.status} size={13} /> {statusLine(issue)}
            {issue.short_id && <span className="text-text3">· {issue.short_id}</span>}
          </p>
        </div>
        <LinkButton size="dense" href={href}>
          Open
        </LinkButton>
        <IconButton label="Close" onClick={onClose}>
          <X size={16} />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-4 py-3" tabIndex={0} role="region" aria-label="Details">
        <IssueGlance issue={issue} project={project} />
      </div>
    </aside>
  );
}
