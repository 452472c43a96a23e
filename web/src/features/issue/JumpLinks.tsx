import { useQuery } from '@tanstack/react-query';
import { attachmentsQuery } from '@/features/attachment';
import { type EventView, partsOf } from '@/features/event';
import { issueFeedbackQuery } from '@/features/feedback';

interface JumpLinksProps {
  event: EventView;
  project: string;
  issue: string;
}

/** Parts this event has, each one click away. */
export function JumpLinks({ event, project, issue }: JumpLinksProps) {
  const feedback = useQuery(issueFeedbackQuery(project, issue));
  const files = useQuery(attachmentsQuery({ project, issue, event: event.wire.event_id }));
  const [first, ...others] = partsOf(event);
  const parts = [
    first!,
    ...others,
    ...(feedback.data?.length ? [{ id: 'feedback', label: 'Feedback' }] : []),
    ...(files.data?.length ? [{ id: 'attachments', label: 'Attachments' }] : []),
    { id: 'activity', label: 'Activity' },
  ];
  return (
    <nav
      aria-label="Parts of the event"
      className="flex gap-x-1 overflow-x-auto text-meta text-text2"
      data-print="hide"
    >
      {parts.map((part) => (
        <a
          key={part.id}
          href={`#${part.id}`}
          className="inline-flex min-h-7 shrink-0 items-center rounded-chip px-1.5 no-underline hover:bg-s2 hover:text-text pointer-coarse:min-h-11"
        >
          {part.label}
        </a>
      ))}
    </nav>
  );
}
