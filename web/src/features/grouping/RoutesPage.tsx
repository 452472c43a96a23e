import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { Button, IconButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { type Column, DataTable } from '@/ui/DataTable';
import { Field, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import {
  type RouteRule,
  routesQuery,
  useDeleteRoute,
  useImportRoutes,
  useSaveRoute,
} from './grouping.queries';

const methods = ['*', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((value) => ({
  value,
  label: value === '*' ? 'any' : value,
}));
const sources: Record<string, string> = {
  manual: 'by hand',
  source_code: 'from the source',
  framework_convention: 'by convention',
  observed_issue: 'seen',
};
const empty = { method: '*', match_pattern: '', canonical_path: '' };
const refused = (error: unknown) =>
  toast('Nothing was changed.', { tone: 'error', detail: errorText(error) });

function NewRoute({ project }: { project: string }) {
  const [draft, setDraft] = useState(empty);
  const save = useSaveRoute(project);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { draft: { ...draft, enabled: true, source: 'manual' } },
      {
        onSuccess: () => {
          setDraft(empty);
          toast('Route added.');
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label="Method"
          className="w-24"
          value={draft.method}
          options={methods}
          onChange={(event) => setDraft({ ...draft, method: event.target.value })}
        />
        <Field
          label="Path as sent"
          mono
          required
          className="min-w-40 flex-1"
          placeholder="/cart/(:num)/pay"
          value={draft.match_pattern}
          onChange={(event) => setDraft({ ...draft, match_pattern: event.target.value })}
        />
        <Field
          label="Stands for"
          mono
          required
          className="min-w-40 flex-1"
          placeholder="/cart/:id/pay"
          value={draft.canonical_path}
          onChange={(event) => setDraft({ ...draft, canonical_path: event.target.value })}
        />
        <Button type="submit" icon={<Plus size={14} />} busy={save.isPending}>
          Add
        </Button>
      </div>
      {save.error && (
        <Note tone="error" alert>
          {errorText(save.error)}
        </Note>
      )}
    </form>
  );
}

function columnsFor(drop: (rule: RouteRule) => void): Column<RouteRule>[] {
  return [
    {
      head: 'Path as sent',
      cell: (rule) => (
        <span className="font-mono text-meta wrap-anywhere">
          <span className="text-text3">{rule.method === '*' ? 'any' : rule.method}</span> {rule.match_pattern}
        </span>
      ),
    },
    {
      head: 'Stands for',
      cell: (rule) => (
        <>
          <span className="font-mono text-meta wrap-anywhere">{rule.canonical_path}</span>
          {!rule.enabled && <Chip tone="ignored">off</Chip>}
        </>
      ),
    },
    {
      head: 'Found',
      from: 'sm',
      cell: (rule) => <span className="text-text2">{sources[rule.source ?? ''] ?? rule.source}</span>,
    },
    {
      head: 'Remove',
      hideHead: true,
      align: 'right',
      cell: (rule) =>
        isAdmin() && (
          <IconButton label={`Remove ${rule.match_pattern}`} onClick={() => drop(rule)}>
            <Trash2 size={14} />
          </IconButton>
        ),
    },
  ];
}

export default function RoutesPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useQuery(routesQuery(project));
  const remove = useDeleteRoute(project);
  const save = useSaveRoute(project);
  const bring = useImportRoutes(project);
  const drop = (rule: RouteRule) =>
    remove.mutate(rule, {
      onSuccess: () =>
        toast('Route removed.', { undo: () => save.mutateAsync({ draft: { ...rule, id: undefined } }) }),
      onError: refused,
    });
  const importAll = () =>
    bring.mutate(undefined, {
      onSuccess: ({ imported }) =>
        toast(
          imported === 0
            ? 'The framework of this project has no convention to import.'
            : `${imported} routes imported.`,
        ),
      onError: refused,
    });
  return (
    <Section
      title="Routes"
      lead="Paths that are one place with different ids, for levels that are grouped by address. (:num) stands for digits, (:any) for one segment."
      action={
        isAdmin() && (
          <Button size="dense" busy={bring.isPending} onClick={importAll}>
            Import by convention
          </Button>
        )
      }
    >
      {isAdmin() ? <NewRoute project={project} /> : <Note>Only an admin can change these.</Note>}
      <QueryPanel query={query} what="The routes could not be read" skeleton={<Skeleton className="h-24" />}>
        {(rules) =>
          rules.length === 0 ? (
            <p className="text-body text-text3">No route yet: ids in addresses are replaced by their form.</p>
          ) : (
            <div className="-mx-4">
              <DataTable
                caption="Routes"
                columns={columnsFor(drop)}
                rows={rules}
                rowKey={(rule) => rule.id ?? ''}
              />
            </div>
          )
        }
      </QueryPanel>
    </Section>
  );
}
