import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { useCalm } from '@/api/calm';
import { peopleQuery } from '@/api/people';
import type { Issue } from '@/api/types';
import { Button } from '@/ui/Button';

interface AssignButtonProps {
  issue: Issue;
  disabled: boolean;
  title?: string;
  onAsk: () => void;
}

/** Whose it is. */
export function AssignButton({ issue, disabled, title, onAsk }: AssignButtonProps) {
  const people = useQuery({ ...peopleQuery(), enabled: useCalm() });
  const owner = people.data?.find((person) => person.id === issue.assigned_to);
  return (
    <Button
      size="dense"
      icon={<UserRound size={14} />}
      disabled={disabled}
      title={title ?? 'Assign (a)'}
      onClick={onAsk}
    >
      <span className="max-w-28 truncate">
        {owner ? owner.name || owner.email : issue.assigned_to ? 'Assigned' : 'Assign'}
      </span>
    </Button>
  );
}
