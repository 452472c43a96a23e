import { canTriage } from '@/api/bootstrap';
import { MenuButton } from '@/ui/Menu';
import { priorities } from '../bulk/choices';
import type { Verbs } from '../bulk/useVerbs';
import { priorityVerb } from '../bulk/verbs';

/** Halfway to the next one, it takes that name. */
const NEAR = 10;

export function priorityName(priority: number): string {
  return priorities.find((one) => priority >= one.priority - NEAR)?.label ?? 'Low';
}

/** 0 to 100; set by hand it stays, else the rules of the project say it. */
export function PriorityMenu({ priority, verbs }: { priority: number; verbs: Verbs }) {
  return (
    <MenuButton
      label="Priority"
      data-print="keep"
      size="dense"
      tone="ghost"
      aria-label={`Priority ${priorityName(priority)}, change it`}
      disabled={!canTriage()}
      className="-ml-2"
      entries={[
        ...priorities.map((one) => ({
          label: one.label,
          hint: String(one.priority),
          onSelect: () => verbs.act(priorityVerb(one.priority)),
        })),
        'line',
        { label: 'By the rules', onSelect: () => verbs.act(priorityVerb(null)) },
      ]}
    >
      {priorityName(priority)} <span className="text-text3">{priority}</span>
    </MenuButton>
  );
}
