import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
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
  const client = useQueryClient();
  const [explains, setExplains] = useState(false);
  const copyLink = () => void copyText(location.href).then(() => toast('Link copied.'));
  const copyMarkdown = () => {
    if (event) void copyText(markdownOf(issue, event)).then(() => toast('Copied as Markdown.'));
  };
  const saveIncident = async () => {
    if (!event) return;
    try {
      const { default: save } = await import('./incident/saveIncident');
      await save(client, { project, issue, event });
      toast('Incident file saved.', { detail: 'One page with everything, also without this server.' });
    } catch (error) {
      toast('The incident file could not be made.', { tone: 'error', detail: errorText(error) });
    }
  };
  useKeys('page', [
    { keys: 'y', label: 'Copy link', group: 'Issue', run: copyLink },
    { keys: 'Shift+Y', label: 'Copy as Markdown', group: 'Issue', run: copyMarkdown },
    { keys: 'Shift+Y Shift+Y', label: 'Save an incident file', group: 'Issue', run: saveIncident },
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
          {
            label: 'Save an incident file',
            hint: 'One page with everything, to keep',
            keys: 'Shift+Y Shift+Y',
            disabled: !event,
            onSelect: () => void saveIncident(),
          },
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
