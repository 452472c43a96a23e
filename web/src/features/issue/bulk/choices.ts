/** What the pickers of the verbs offer. */
import type { Person } from '@/api/types';
import type { PickerItem } from '@/ui/Picker';
import type { VerbChoice } from '../verbChoices';
import { assignVerb, type BulkVerb, priorityVerb, statusVerb } from './verbs';

export interface Choice {
  item: PickerItem;
  verb: BulkVerb;
}

export function statusChoices(choices: readonly VerbChoice[], section?: string): Choice[] {
  return choices.map(({ label, hint, change }) => ({
    item: { id: label, label, detail: hint, ...(section ? { section } : {}) },
    verb: statusVerb(change),
  }));
}

/** The reader, nobody, then who is active, by name. */
export function assignChoices(people: readonly Person[], me: string | undefined): Choice[] {
  const active = people.filter((person) => person.status === 'active' && person.id !== me);
  const own = people.find((person) => person.id === me);
  const name = (person: Person) => person.name || person.email || '';
  const sorted = [...active].sort((a, b) => name(a).localeCompare(name(b)));
  const choice = (person: Person): Choice => ({
    item: {
      id: person.id!,
      label: person.id === me ? `${name(person)} (me)` : name(person),
      detail: person.email ?? undefined,
      also: `${person.email} ${person.id === me ? 'me' : ''}`,
    },
    verb: assignVerb({ id: person.id!, name: name(person) }),
  });
  const nobody: Choice = {
    item: { id: 'none', label: 'Nobody', also: 'none unassign' },
    verb: assignVerb(undefined),
  };
  return [...(own ? [choice(own)] : []), nobody, ...sorted.map(choice)];
}

export const priorities = [
  { priority: 90, label: 'Urgent' },
  { priority: 70, label: 'High' },
  { priority: 50, label: 'Medium' },
  { priority: 25, label: 'Low' },
] as const;

export function priorityChoices(): Choice[] {
  return [
    ...priorities.map(({ priority, label }) => ({
      item: { id: String(priority), label, detail: String(priority) },
      verb: priorityVerb(priority),
    })),
    { item: { id: 'auto', label: 'Automatic', detail: 'By the rules' }, verb: priorityVerb(null) },
  ];
}
