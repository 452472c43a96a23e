/** The verbs of issues for the palette: what is chosen next is asked in its place. */
import type { QueryClient } from '@tanstack/react-query';
import { currentUser } from '@/api/bootstrap';
import { peopleQuery } from '@/api/people';
import type { PaletteVerb } from '@/lib/feature';
import { now } from '@/lib/time';
import { cooldowns, snoozes } from '../verbChoices';
import { assignChoices, type Choice, priorityChoices, statusChoices } from './choices';
import type { Asking } from './VerbLayer';
import { assignVerb, type BulkVerb, followVerb, statusVerb } from './verbs';

interface Doing {
  client: QueryClient;
  /** How many are meant. */
  n: number;
  onVerb: (verb: BulkVerb) => void;
  onAsk: (asking: Asking) => void;
}

export function contextVerbsOf({ client, n, onVerb, onAsk }: Doing): PaletteVerb[] {
  const me = currentUser.get();
  const chain = (choices: readonly Choice[]): PaletteVerb[] =>
    choices.map(({ item, verb }) => ({
      id: `issue-${item.id}`,
      label: item.label,
      detail: item.detail,
      also: item.also,
      section: item.section,
      run: () => onVerb(verb),
    }));
  const ask = (label: string, keys: string, asking: Asking): PaletteVerb => ({
    id: `issue-${asking}`,
    label,
    keys,
    run: () => onAsk(asking),
  });
  const people = async () =>
    chain(assignChoices(await client.fetchQuery(peopleQuery()), me?.id ?? undefined));
  return [
    {
      id: 'issue-resolve',
      label: 'Resolve',
      keys: 'r',
      run: () => onVerb(statusVerb({ status: 'resolved' })),
    },
    { id: 'issue-resolve-how', label: 'Resolve…', next: async () => chain(statusChoices(cooldowns)) },
    ask('Resolve in a release…', 'Shift+R', 'release'),
    { id: 'issue-ignore', label: 'Ignore', keys: 'i', run: () => onVerb(statusVerb({ status: 'ignored' })) },
    {
      id: 'issue-snooze',
      label: 'Snooze…',
      keys: 's',
      next: async () => {
        const { times, counts } = snoozes(now());
        return chain(statusChoices([...times, ...counts]));
      },
    },
    { id: 'issue-assign', label: 'Assign to…', keys: 'a', next: people },
    ...(me
      ? [
          {
            id: 'issue-to-me',
            label: 'Assign to me',
            keys: 'Shift+A',
            run: () => onVerb(assignVerb({ id: me.id!, name: me.name ?? 'me' })),
          },
        ]
      : []),
    { id: 'issue-priority', label: 'Priority…', next: async () => chain(priorityChoices()) },
    ask('Tag…', 't', 'tag'),
    ...(n > 1 ? [ask('Merge…', 'm', 'merge')] : [ask('Make or link a ticket…', 'l', 'ticket')]),
    { id: 'issue-follow', label: 'Follow', keys: 'f', run: () => onVerb(followVerb(true)) },
    { id: 'issue-reopen', label: 'Reopen', run: () => onVerb(statusVerb({ status: 'open' })) },
    { id: 'issue-delete', label: 'Delete…', run: () => onAsk('delete') },
  ];
}
