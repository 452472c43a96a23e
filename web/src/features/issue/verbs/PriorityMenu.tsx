import { api } from '@/api/client';
import type { Issue } from '@/api/types';
import { MenuButton } from '@/ui/Menu';
import { useIssueVerb } from './useIssueVerb';

export const priorities = [
  { from: 80, value: 90, label: 'Urgent' },
  { from: 60, value: 70, label: 'High' },
  { from: 40, value: 50, label: 'Medium' },
  { from: 0, value: 25, label: 'Low' },
] as const;

export function priorityName(priority: number): string {
  return priorities.find(({ from }) => priority >= from)?.label ?? 'Low';
}

/** 0 to 100; set by hand it stays, else the rules of the project say it. */
export function PriorityMenu({
  issue,
  project,
  disabled,
}: {
  issue: Issue;
  project: string;
  disabled: boolean;
}) {
  const verb = useIssueVerb(issue);
  const set = (priority: number | null, label: string) =>
    verb.mutate({
      call: () =>
        api
          .POST('/projects/{project}/issues/bulk', {
            params: { path: { project } },
            body: { ids: [issue.id], verb: 'priority', values: { priority: priority as number } },
          })
          .then(({ data }) => data?.undo ?? undefined),
      ...(priority === null ? {} : { patch: { priority } }),
      done: priority === null ? 'The rules say the priority.' : `Priority ${label.toLowerCase()}.`,
    });
  return (
    <MenuButton
      label="Priority"
      size="dense"
      tone="ghost"
      aria-label={`Priority ${priorityName(issue.priority)}, change it`}
      disabled={disabled}
      className="-ml-2"
      entries={[
        ...priorities.map(({ value, label }) => ({
          label,
          hint: String(value),
          onSelect: () => set(value, label),
        })),
        'line',
        { label: 'By the rules', onSelect: () => set(null, '') },
      ]}
    >
      {priorityName(issue.priority)} <span className="text-text3">{issue.priority}</span>
    </MenuButton>
  );
}
