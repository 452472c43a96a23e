import { Ellipsis } from 'lucide-react';
import type { Issue } from '@/api/types';
import { asMarkdown, type EventView } from '@/features/event';
import { useKeys } from '@/keys';
import { count } from '@/lib/number';
import { copyText } from '@/ui/CopyButton';
import { MenuButton } from '@/ui/Menu';
import { toast } from '@/ui/toast';

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
  event: EventView | undefined;
}

/** What is done rarely: link, Markdown. */
export function IssueMore({ issue, event }: IssueMoreProps) {
  const copyLink = () => void copyText(location.href).then(() => toast('Link copied.'));
  const copyMarkdown = () => {
    if (event) void copyText(markdownOf(issue, event)).then(() => toast('Copied as Markdown.'));
  };
  useKeys('page', [
    { keys: 'y', label: 'Copy link', group: 'Issue', run: copyLink },
    { keys: 'Shift+Y', label: 'Copy as Markdown', group: 'Issue', run: copyMarkdown },
  ]);
  return (
    <MenuButton
      label="More"
      size="icon"
      tone="ghost"
      entries={[
        { label: 'Copy link', keys: 'y', onSelect: copyLink },
        { label: 'Copy as Markdown', keys: 'Shift+Y', disabled: !event, onSelect: copyMarkdown },
      ]}
    >
      <Ellipsis size={16} />
    </MenuButton>
  );
}
