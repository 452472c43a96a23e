import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { useProject, useUpdateProject } from '@/features/project';
import { count } from '@/lib/number';
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
import { onlyNew } from './rule';

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

/** Kept without its first slash. */
const pathOf = ({ match_pattern: path }: RouteRule) => (/^[/^]/.test(path) ? path : `/${path}`);

function columnsFor(drop: (rule: RouteRule) => void): Column<RouteRule>[] {
  return [
    {
      head: 'Path as sent',
      cell: (rule) => (
        <span className="font-mono text-meta wrap-anywhere">
          <span className="text-text3">{rule.method === '*' ? 'any' : rule.method}</span> {pathOf(rule)}
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
          <IconButton label={`Remove ${pathOf(rule)}`} onClick={() => drop(rule)}>
            <Trash2 size={14} />
          </IconButton>
        ),
    },
  ];
}

const CONVENTION = 'codeigniter';
const frameworks = [
  { value: 'generic', label: 'None of these' },
  { value: CONVENTION, label: 'CodeIgniter' },
];

/** Frameworks whose addresses say by themselves which part of them is an id. */
function Convention({ project }: { project: string }) {
  const { data } = useProject(project);
  const update = useUpdateProject(project);
  const bring = useImportRoutes(project);
  const framework = data?.framework === CONVENTION ? CONVENTION : 'generic';
  const importAll = () =>
    bring.mutate(undefined, {
      onSuccess: ({ imported }) => toast(`${count(imported, 'route')} imported.`),
      onError: refused,
    });
  return (
    <Section title="By convention" lead="Some frameworks have addresses that say which part is an id.">
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label="Framework"
          className="w-44"
          value={framework}
          options={frameworks}
          disabled={!isAdmin() || !data || update.isPending}
          onChange={(event) =>
            update.mutate(
              { framework: event.target.value, version: data!.version },
              { onSuccess: () => toast('Framework saved.', { detail: onlyNew }), onError: refused },
            )
          }
        />
        {framework === CONVENTION && isAdmin() && (
          <Button busy={bring.isPending} onClick={importAll}>
            Import its routes
          </Button>
        )}
      </div>
    </Section>
  );
}

export default function RoutesPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useQuery(routesQuery(project));
  const remove = useDeleteRoute(project);
  const save = useSaveRoute(project);
  const drop = (rule: RouteRule) =>
    remove.mutate(rule, {
      onSuccess: () =>
        toast('Route removed.', { undo: () => save.mutateAsync({ draft: { ...rule, id: undefined } }) }),
      onError: refused,
    });
  return (
    <>
      <Section
        title="Routes"
        lead="Paths that are one place with different ids, for levels that are grouped by address. (:num) stands for digits, (:any) for one segment."
      >
        {isAdmin() ? <NewRoute project={project} /> : <Note>Only an admin can change these.</Note>}
        <QueryPanel
          query={query}
          what="The routes could not be read"
          skeleton={<Skeleton className="h-24" />}
        >
          {(rules) =>
            rules.length === 0 ? (
              <p className="text-body text-text3">
                No route yet: ids in addresses are replaced by their form.
              </p>
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
      <Convention project={project} />
    </>
  );
}
