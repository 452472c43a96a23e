import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import type { Issue } from '@/api/types';
import { asMarkdown, type EventView } from '@/features/event';
import { useKeys } from '@/keys';
import { count } from '@/lib/number';
import { copyText } from '@/ui/CopyButton';
import { Dialog } from '@/ui/Dialog';
import { MenuButton } from '@/ui/Menu';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import type { Verbs } from './bulk/useVerbs';
import { statusVerb } from './bulk/verbs';

const GroupingPanel = lazy(() => import('./grouping/GroupingPanel'));

function markdownOf(issue: Issue, event: EventView): string {
  const { wire } = event;
  const facts = [
    ['Issue', issue.short_id ?? issue.id],
    ['Level', wire.level],
    ['Culprit', issue.culprit],
    ['Seen', `${count(issue.event_count, 'event')}, ${count(issue.user_count, 'user')}`],
    ['First seen', `${issue.first_seen}${issue.first_release && ` in ${issue.first_release}`}`],
    ['Last seen', issue.last_seen],
    ['Release', wire.release],
    ['Environment', wire.environment],
    ['Event', `${wire.event_id} at ${wire.timestamp}`],
  ] as const;
  return asMarkdown({ title: issue.title, url: location.href, facts }, event);
}

interface IssueMoreProps {
  issue: Issue;
  project: string;
  event: EventView | undefined;
  verbs: Verbs;
  onMerge: () => void;
}

/** What is done rarely: link, Markdown, why grouped so. */
export function IssueMore({ issue, project, event, verbs, onMerge }: IssueMoreProps) {
  const [explains, setExplains] = useState(false);
  const copyLink = () => void copyText(location.href).then(() => toast('Link copied.'));
  const copyMarkdown = () => {
    if (event) void copyText(markdownOf(issue, event)).then(() => toast('Copied as Markdown.'));
  };
  useKeys('page', [
    { keys: 'y', label: 'Copy link', group: 'Issue', run: copyLink },
    { keys: 'Shift+Y', label: 'Copy as Markdown', group: 'Issue', run: copyMarkdown },
  ]);
  return (
    <>
      <MenuButton
        label="More"
        size="icon"
        tone="ghost"
        entries={[
          { label: 'Copy link', keys: 'y', onSelect: copyLink },
          { label: 'Copy as Markdown', keys: 'Shift+Y', disabled: !event, onSelect: copyMarkdown },
          'line',
          ...(canTriage()
            ? [
                { label: 'Merge…', keys: 'm', onSelect: onMerge },
                { label: 'Ignore', keys: 'i', onSelect: () => verbs.act(statusVerb({ status: 'ignored' })) },
              ]
            : []),
          {
            label: 'Why grouped so…',
            hint: canTriage() ? 'And take out what does not belong' : undefined,
            onSelect: () => setExplains(true),
          },
          ...(canTriage()
            ? (['line', { label: 'Delete…', danger: true, onSelect: () => verbs.ask('delete') }] as const)
            : []),
        ]}
      >
        <Ellipsis size={16} />
      </MenuButton>
      <Dialog
        open={explains}
        size="large"
        title="Why grouped so"
        description="What makes the events of this issue one."
        onClose={() => setExplains(false)}
      >
        <Suspense fallback={<Skeleton className="h-72 w-full" />}>
          <GroupingPanel project={project} issue={issue} onClose={() => setExplains(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}
