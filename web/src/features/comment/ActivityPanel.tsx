import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import { ServerError } from '@/api/QueryPanel';
import { useKeys } from '@/keys';
import { useTopic } from '@/live';
import { Choice } from '@/ui/Choice';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { entriesOf, sentence, type Thread } from './activity';
import { CommentItem } from './CommentItem';
import { Composer } from './Composer';
import {
  type Activity,
  activitiesQuery,
  commentsQuery,
  type IssueAddress,
  usePostComment,
} from './comment.queries';
import { quoteOfPage } from './quote';

const COMPOSER = 'issue-comment';
const filters = [
  { value: 'all', label: 'All' },
  { value: 'comments', label: 'Comments' },
] as const;

function ActivityLine({ activity }: { activity: Activity }) {
  const who = activity.user_name || activity.user_email;
  return (
    <p className="flex flex-wrap items-center gap-x-2 pl-[34px] text-meta text-text2">
      <span>
        {who && (
          <span className="font-medium text-text" dir="auto">
            {who}{' '}
          </span>
        )}
        {sentence(activity)}
      </span>
      <Time iso={activity.created_at} ago className="text-text3" />
    </p>
  );
}

function ThreadItem({ at, thread }: { at: IssueAddress; thread: Thread }) {
  const [replies, setReplies] = useState(false);
  const post = usePostComment(at);
  return (
    <div className="grid grid-cols-1 gap-3">
      <CommentItem at={at} comment={thread.comment} onReply={() => setReplies(true)} />
      {(thread.replies.length > 0 || replies) && (
        <div className="ml-[11px] grid grid-cols-1 gap-3 border-l border-line pl-[22px]">
          {thread.replies.map((reply) => (
            <CommentItem key={reply.id} at={at} comment={reply} />
          ))}
          {replies && (
            <Composer
              label="Reply"
              verb="Reply"
              draft={`gosnag.reply.${thread.comment.id}`}
              onSend={(body) => post.mutateAsync({ body, parent_id: thread.comment.id })}
              onCancel={() => setReplies(false)}
            />
          )}
        </div>
      )}
    </div>
  );
}

interface ActivityPanelProps extends IssueAddress {
  /** Of the event that is shown: what is quoted from it links back there. */
  address: string;
}

/** What was done and said, and the place to say something. */
export function ActivityPanel({ project, issue, address }: ActivityPanelProps) {
  const at = { project, issue };
  const [quote, setQuote] = useState<{ text: string }>();
  const [show, setShow] = useState<(typeof filters)[number]['value']>('all');
  const client = useQueryClient();
  const comments = useQuery(commentsQuery(at));
  const activities = useQuery(activitiesQuery(at));
  const post = usePostComment(at);
  useTopic(`issue:${issue}`, (message) => {
    const isFigures =
      message.event === 'issue' && message.patch !== undefined && !('status' in message.patch);
    if (isFigures && !('version' in message.patch!)) return;
    void client.invalidateQueries({ queryKey: commentsQuery(at).queryKey });
    void client.invalidateQueries({ queryKey: activitiesQuery(at).queryKey });
  });
  useKeys('page', [
    {
      keys: 'c',
      label: 'Comment, quoting what is selected or focused',
      group: 'Issue',
      run: () => {
        const text = canTriage() ? quoteOfPage(address) : undefined;
        if (text) setQuote({ text });
        const field = document.getElementById(COMPOSER);
        field?.scrollIntoView({ block: 'center' });
        field?.focus({ preventScroll: true });
        return field !== null;
      },
    },
  ]);
  const error = comments.error ?? activities.error;
  const isThere = comments.data !== undefined && activities.data !== undefined;
  const entries = isThere ? entriesOf(show === 'all' ? activities.data.activities : [], comments.data) : [];
  return (
    <section
      id="activity"
      aria-label="Activity"
      className="scroll-mt-14 border-t border-line px-4 py-4 md:px-6"
    >
      <div className="mb-3 flex min-h-7 flex-wrap items-center gap-2">
        <h2 className="text-section font-semibold">Activity</h2>
        <div className="ml-auto">
          <Choice legend="Show" hideLegend value={show} options={filters} onChange={setShow} />
        </div>
      </div>
      {!isThere && error && (
        <ServerError
          error={error}
          what="The activity could not be read"
          onRetry={() => void Promise.all([comments.refetch(), activities.refetch()])}
        />
      )}
      {!isThere && !error && <Skeleton className="h-24 w-full" />}
      <ol className="grid grid-cols-1 gap-3">
        {entries.map((entry) => (
          <li key={entry.kind === 'thread' ? entry.thread.comment.id : entry.activity.id}>
            {entry.kind === 'thread' ? (
              <ThreadItem at={at} thread={entry.thread} />
            ) : (
              <ActivityLine activity={entry.activity} />
            )}
          </li>
        ))}
      </ol>
      {canTriage() && (
        <div className="mt-4 max-w-[760px]">
          <Composer
            id={COMPOSER}
            label="Comment"
            verb="Comment"
            draft={`gosnag.comment.${issue}`}
            quote={quote}
            onSend={(body) => post.mutateAsync({ body })}
          />
        </div>
      )}
    </section>
  );
}
