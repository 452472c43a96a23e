import { Star } from 'lucide-react';
import { api } from '@/api/client';
import type { Issue } from '@/api/types';
import { undoOf } from '@/api/undo';
import { useKeys } from '@/keys';
import { Button } from '@/ui/Button';
import { useIssueVerb } from './useIssueVerb';

/** Who follows is told what happens to the issue. */
export function FollowButton({ issue, project }: { issue: Issue; project: string }) {
  const verb = useIssueVerb(issue);
  const params = { path: { project, issue: issue.id } };
  const on = issue.followed;
  const toggle = () =>
    verb.mutate({
      call: () =>
        (on
          ? api.DELETE('/projects/{project}/issues/{issue}/follow', { params })
          : api.POST('/projects/{project}/issues/{issue}/follow', { params })
        ).then(undoOf),
      patch: { followed: !on },
      done: on ? 'No longer followed.' : 'Followed.',
      detail: on ? undefined : 'What happens to it comes to your inbox.',
    });
  useKeys('page', [{ keys: 'f', label: 'Follow', group: 'Issue', run: toggle }]);
  return (
    <Button
      size="dense"
      icon={<Star size={14} className={on ? 'fill-current text-warning' : undefined} />}
      aria-pressed={on}
      title="Follow (f)"
      className="max-sm:hidden"
      onClick={toggle}
    >
      {on ? 'Following' : 'Follow'}
    </Button>
  );
}
