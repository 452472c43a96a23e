import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import type { Answer } from '@/api/types';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Confirm } from '@/ui/Confirm';
import { type Column, DataTable } from '@/ui/DataTable';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';

type Erasure = Answer<'/projects/{project}/erasures'>['items'][number];

const REFRESH_MS = 5000;
const phases: Record<string, string> = {
  events: 'searching events',
  latest: 'searching the newest events',
  feedback: 'searching feedback',
  templates: 'rewriting',
  waiting: 'waiting for the last documents',
  done: 'done',
};

const columns: Column<Erasure>[] = [
  { head: 'Asked for', cell: (one) => <Time iso={one.created_at} ago /> },
  {
    head: 'State',
    cell: (one) => (
      <>
        <Chip tone={one.phase === 'done' ? 'resolved' : 'info'}>{phases[one.phase] ?? one.phase}</Chip>
        {one.phase === 'waiting' && one.goes_on_at && (
          <span className="block text-meta text-text3">
            goes on <Time iso={one.goes_on_at} ago />
          </span>
        )}
      </>
    ),
  },
  {
    head: 'Took',
    cell: (one) => (
      <span className="text-text2">
        {count(one.events, 'event')}, {count(one.files, 'file')}, {one.feedback} feedback
      </span>
    ),
  },
];

const erasuresQuery = (project: string) =>
  $api.queryOptions('get', '/projects/{project}/erasures', { params: { path: { project } } });

function List({ project }: { project: string }) {
  const query = useQuery({
    ...erasuresQuery(project),
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.phase !== 'done') ? REFRESH_MS : false,
  });
  return (
    <QueryPanel query={query} what="The erasures could not be read" skeleton={<Skeleton className="h-24" />}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-body text-text3">Nobody was erased from this project.</p>
        ) : (
          <>
            <div className="-mx-4">
              <DataTable caption="Erasures" columns={columns} rows={items} rowKey={(one) => one.id ?? ''} />
            </div>
            {items[0]?.kept && <Note>What stays: {items[0].kept}.</Note>}
          </>
        )
      }
    </QueryPanel>
  );
}

/** An end user asks to be forgotten. */
export default function ErasurePage() {
  const { project = '' } = useParams<{ project: string }>();
  const client = useQueryClient();
  const [value, setValue] = useState('');
  const [asking, setAsking] = useState(false);
  const erase = useMutation({
    mutationFn: () =>
      api.POST('/projects/{project}/erasures', { params: { path: { project } }, body: { value } }),
    onSuccess: () => {
      toast('It is being searched for.', { detail: 'The list below says how far it is.' });
      setValue('');
      return client.invalidateQueries({ queryKey: erasuresQuery(project).queryKey });
    },
  });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
  };
  return (
    <Section
      title="Erase an end user"
      lead="Takes their events, the files that came with them and what they wrote as feedback out of this project. Named as events say it: by id, mail, user name or address."
    >
      {!isAdmin() ? (
        <Note>Only an admin can erase, and see what was erased.</Note>
      ) : (
        <>
          <form onSubmit={ask} className="flex flex-wrap items-end gap-2">
            <Field
              label="Who"
              required
              maxLength={254}
              autoComplete="off"
              className="min-w-48 flex-1"
              placeholder="jo@example.com"
              value={value}
              onChange={(event) => setValue(event.target.value)}
            />
            <Button type="submit" tone="danger" disabled={value.trim() === ''}>
              Erase…
            </Button>
          </form>
          {erase.error && (
            <Note tone="error" alert>
              {errorText(erase.error)}
            </Note>
          )}
          <List project={project} />
          <Confirm
            open={asking}
            danger
            title="Erase this person?"
            verb="Erase"
            typed={value}
            onConfirm={() => erase.mutateAsync().then(undefined, () => {})}
            onClose={() => setAsking(false)}
          >
            All events of “{value}” leave this project, with their files and feedback. This cannot be undone.
          </Confirm>
        </>
      )}
    </Section>
  );
}
