import { useQuery } from '@tanstack/react-query';
import { UserRound } from 'lucide-react';
import { currentUser } from '@/api/bootstrap';
import { api } from '@/api/client';
import { peopleQuery } from '@/api/people';
import type { Issue, Person } from '@/api/types';
import { undoOf } from '@/api/undo';
import { useKeys } from '@/keys';
import { useStore } from '@/lib/store';
import { Picker, type PickerItem } from '@/ui/Picker';
import { PopoverButton } from '@/ui/Popover';
import { useIssueVerb } from './useIssueVerb';

const BUTTON = 'issue-assign';
const NOBODY = 'none';
const nameOf = (person: Person) => person.name || person.email || 'Somebody';

/** The reader, nobody, then who is active, by name. */
export function assignees(people: readonly Person[], me: string | undefined): PickerItem[] {
  const active = people
    .filter((person) => person.status === 'active' && person.id !== me)
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const own = people.find((person) => person.id === me);
  const item = (person: Person): PickerItem => ({
    id: person.id ?? '',
    label: person.id === me ? `${nameOf(person)} (me)` : nameOf(person),
    detail: person.name ? (person.email ?? undefined) : undefined,
    also: person.email ?? '',
  });
  return [...(own ? [item(own)] : []), { id: NOBODY, label: 'Nobody' }, ...active.map(item)];
}

interface AssignButtonProps {
  issue: Issue;
  project: string;
  disabled: boolean;
  title?: string;
}

/** Whose it is; `a` asks, `shift+a` takes it. */
export function AssignButton({ issue, project, disabled, title }: AssignButtonProps) {
  const me = useStore(currentUser);
  const verb = useIssueVerb(issue);
  const people = useQuery(peopleQuery());
  const owner = people.data?.find((person) => person.id === issue.assigned_to);
  const assign = (id: string) => {
    const assigned_to = id === NOBODY ? null : id;
    const person = people.data?.find((one) => one.id === id);
    verb.mutate({
      call: () =>
        api
          .PUT('/projects/{project}/issues/{issue}/assign', {
            params: { path: { project, issue: issue.id } },
            // null takes the assignee away; the document cannot say so.
            body: { assigned_to: assigned_to as string },
          })
          .then(undoOf),
      patch: { assigned_to },
      done: assigned_to === null ? 'Unassigned.' : `Assigned to ${person ? nameOf(person) : 'you'}.`,
      detail: assigned_to === null || assigned_to === me?.id ? undefined : 'They are told.',
    });
  };
  useKeys('page', [
    {
      keys: 'a',
      label: 'Assign',
      group: 'Issue',
      run: () => (disabled ? false : document.getElementById(BUTTON)?.click()),
    },
    {
      keys: 'Shift+A',
      label: 'Assign to me',
      group: 'Issue',
      run: () => (disabled || !me?.id ? false : assign(me.id)),
    },
  ]);
  return (
    <PopoverButton
      id={BUTTON}
      size="dense"
      icon={<UserRound size={14} />}
      label="Assign to"
      disabled={disabled}
      title={title}
      content={(close) => (
        <Picker
          label="Assign to"
          placeholder="Assign to…"
          items={assignees(people.data ?? [], me?.id ?? undefined)}
          onPick={({ id }) => {
            close();
            assign(id);
          }}
        />
      )}
    >
      <span className="max-w-28 truncate">
        {owner ? nameOf(owner) : issue.assigned_to ? 'Assigned' : 'Assign'}
      </span>
    </PopoverButton>
  );
}
