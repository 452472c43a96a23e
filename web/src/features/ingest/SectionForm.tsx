import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { ApiError, errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { SaveBar } from '@/ui/SaveBar';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import { type SectionName, type Sections, sectionQuery, useSaveSection } from './section.queries';

export interface Draft<N extends SectionName> {
  value: Sections[N];
  put: (patch: Partial<Sections[N]>) => void;
  /** What the server said of that field. */
  refused: (field: string) => string | undefined;
}

interface FormProps<N extends SectionName> {
  project: string;
  name: N;
  stored: Sections[N];
  onReload: () => void;
  children: (draft: Draft<N>) => ReactNode;
}

/** Only what differs is sent, with the version it was read at. */
function changes<N extends SectionName>(draft: Sections[N], stored: Sections[N]): Partial<Sections[N]> {
  const keys = Object.keys(stored) as (keyof Sections[N])[];
  const changed = keys.filter(
    (key) => key !== 'version' && JSON.stringify(draft[key]) !== JSON.stringify(stored[key]),
  );
  return Object.fromEntries(changed.map((key) => [key, draft[key]])) as Partial<Sections[N]>;
}

function Form<N extends SectionName>({ project, name, stored, onReload, children }: FormProps<N>) {
  const [draft, setDraft] = useState(stored);
  const save = useSaveSection(project, name);
  const patch = changes(draft, stored);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...patch, version: stored.version }, { onSuccess: () => toast('Settings saved.') });
  };
  const isStale = save.error instanceof ApiError && save.error.code === 'stale';
  const theirs = (
    <>
      Somebody else changed these settings meanwhile.{' '}
      <Button size="dense" onClick={onReload}>
        Show theirs
      </Button>
    </>
  );
  const refused = (field: string) =>
    save.error instanceof ApiError && save.error.field === field ? save.error.message : undefined;
  return (
    <form onSubmit={submit}>
      {children({ value: draft, put: (part) => setDraft({ ...draft, ...part }), refused })}
      <SaveBar
        changed={Object.keys(patch)}
        busy={save.isPending}
        error={isStale ? theirs : save.error && errorText(save.error)}
        onReset={() => {
          save.reset();
          setDraft(stored);
        }}
      />
    </form>
  );
}

/** A section of the open project's settings: read, edited by an admin, saved as a whole. */
export function SectionForm<N extends SectionName>({
  name,
  children,
}: {
  name: N;
  children: (draft: Draft<N>) => ReactNode;
}) {
  const { project = '' } = useParams<{ project: string }>();
  const query = useQuery(sectionQuery(project, name));
  return (
    <QueryPanel query={query} what="The settings could not be read" skeleton={<Skeleton className="h-64" />}>
      {(data) => (
        <fieldset disabled={!isAdmin()} className="min-w-0">
          <legend className="sr-only">Settings: {name}</legend>
          {!isAdmin() && <Note className="mb-5">Only an admin can change these.</Note>}
          <Form
            key={data.version}
            project={project}
            name={name}
            stored={data}
            onReload={() => void query.refetch()}
          >
            {children}
          </Form>
        </fieldset>
      )}
    </QueryPanel>
  );
}
