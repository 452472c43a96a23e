import { canTriage } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { type Feedback, type FeedbackStatus, useSetFeedbackStatus } from './feedback.queries';

const next: Record<FeedbackStatus, readonly { to: FeedbackStatus; label: string }[]> = {
  new: [
    { to: 'resolved', label: 'Resolve' },
    { to: 'spam', label: 'Spam' },
  ],
  resolved: [{ to: 'new', label: 'Reopen' }],
  spam: [{ to: 'new', label: 'Not spam' }],
};

function refused(error: unknown): void {
  toast('Nothing was changed.', { tone: 'error', detail: errorText(error) });
}

function StatusChip({ status }: { status: string }) {
  if (status === 'resolved') return <Chip tone="resolved">resolved</Chip>;
  return status === 'spam' ? <Chip tone="ignored">spam</Chip> : null;
}

interface FeedbackItemProps {
  project: string;
  one: Feedback;
  /** Beside its issue the link to it says nothing. */
  inIssue?: boolean;
}

/** Who wrote, what, about which issue; what to do with it. */
export function FeedbackItem({ project, one, inIssue }: FeedbackItemProps) {
  const setStatus = useSetFeedbackStatus(project);
  const who = one.name || one.email || 'Somebody';
  const verbs = next[one.status as FeedbackStatus] ?? next.new;
  return (
    <li className="border-t border-line py-3 first:border-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-meta text-text3">
        <span className="text-body font-medium text-text wrap-anywhere">{who}</span>
        {one.email && one.name && <span className="wrap-anywhere">{one.email}</span>}
        <StatusChip status={one.status ?? ''} />
        <span className="ml-auto">
          <Time iso={one.created_at} ago copies />
        </span>
      </div>
      <p className="mt-1 max-w-[80ch] whitespace-pre-wrap text-body wrap-anywhere">{one.comments}</p>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-text2">
        {!inIssue && one.issue_id && (
          <a href={paths.issue(project, one.issue_id)} className="prose-link min-w-0 max-w-full truncate">
            {one.issue_title || 'The issue'}
          </a>
        )}
        {one.issue_id && one.event_id && (
          <a href={paths.event(project, one.issue_id, one.event_id)} className="prose-link">
            The event
          </a>
        )}
        {one.url && <span className="min-w-0 max-w-full truncate text-text3">{one.url}</span>}
        {canTriage() && (
          <span className="ml-auto flex gap-1.5">
            {verbs.map(({ to, label }) => (
              <Button
                key={to}
                size="dense"
                tone="secondary"
                onClick={() => setStatus.mutate({ one, status: to }, { onError: refused })}
              >
                {label}
              </Button>
            ))}
          </span>
        )}
      </div>
    </li>
  );
}
