import { useState } from 'react';
import { canTriage, currentUser } from '@/api/bootstrap';
import { useStore } from '@/lib/store';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import { Markdown } from '@/ui/Markdown';
import { Time } from '@/ui/Time';
import { Composer } from './Composer';
import { type Comment, type IssueAddress, useDeleteComment, useEditComment } from './comment.queries';
import { keepDraft, readDraft } from './draft';

interface CommentItemProps {
  at: IssueAddress;
  comment: Comment;
  onReply?: () => void;
}

export function CommentItem({ at, comment, onReply }: CommentItemProps) {
  const me = useStore(currentUser);
  const edit = useEditComment(at);
  const remove = useDeleteComment(at);
  const mayChange = me?.role === 'admin' || (me !== undefined && me?.id === comment.user_id && canTriage());
  // The version one began with, whatever comes in meanwhile: with the newest it would undo what somebody wrote since.
  const [version, setVersion] = useState(comment.version);
  const draft = `gosnag.edit.${comment.id}.${version}`;
  const [resumed, setResumed] = useState(() => mayChange && readDraft(draft) !== '');
  const [editing, setEditing] = useState(resumed);
  const [edited, setEdited] = useState(false);
  const [asks, setAsks] = useState(false);
  const begin = () => {
    setVersion(comment.version);
    setEditing(true);
  };
  const leave = () => {
    keepDraft(draft, '');
    setResumed(false);
    setEditing(false);
    setEdited(true);
  };
  const name = comment.user_name || comment.user_email || 'Somebody who left';
  return (
    <div className="flex gap-2.5">
      <Avatar name={name} />
      <div className="min-w-0 flex-1">
        <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-meta text-text3">
          <span className="font-medium text-text" dir="auto">
            {name}
          </span>
          <Time iso={comment.created_at} ago />
          {comment.updated_at !== comment.created_at && <span>edited</span>}
        </p>
        {editing ? (
          <Composer
            label="Edit the comment"
            verb="Save"
            draft={draft}
            initial={comment.body}
            resumed={resumed}
            onSend={(body) => edit.mutateAsync({ id: comment.id, body, version })}
            onCancel={leave}
          />
        ) : (
          <Markdown text={comment.body} />
        )}
        {!editing && (
          <div className="-ml-2 mt-0.5 flex gap-1">
            {onReply && canTriage() && (
              <Button size="dense" tone="ghost" onClick={onReply}>
                Reply
              </Button>
            )}
            {mayChange && (
              <>
                <Button size="dense" tone="ghost" autoFocus={edited} onClick={begin}>
                  Edit
                </Button>
                <Button size="dense" tone="ghost" onClick={() => setAsks(true)}>
                  Delete
                </Button>
              </>
            )}
          </div>
        )}
      </div>
      <Confirm
        open={asks}
        danger
        title="Delete this comment?"
        verb="Delete comment"
        onConfirm={() => remove.mutateAsync(comment.id)}
        onClose={() => setAsks(false)}
      >
        It is gone for everybody.
      </Confirm>
    </div>
  );
}
