import { useQuery } from '@tanstack/react-query';
import { QueryPanel } from '@/api/QueryPanel';
import type { Answer } from '@/api/types';
import { oneOf, text, useSearchState } from '@/lib/search';
import { Chip } from '@/ui/Chip';
import { Choice } from '@/ui/Choice';
import { type Column, DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Field } from '@/ui/Field';
import { Skeleton } from '@/ui/Skeleton';
import { configQuery } from './system.queries';

type Setting = Answer<'/system/config'>['items'][number];

const codec = { show: oneOf(['all', 'set'], 'all'), q: text() };
const shows = [
  { value: 'all', label: 'All' },
  { value: 'set', label: 'Set here' },
] as const;

function Value({ one }: { one: Setting }) {
  const isDefault = one.origin === 'default';
  if (one.value === '' || (one.secret && isDefault)) return <span className="text-text3">not set</span>;
  return (
    <>
      <span className="font-mono text-meta wrap-anywhere">{one.value}</span>
      {!isDefault && one.default !== '' && one.default !== one.value && (
        <span className="block text-meta text-text3">
          default <span className="font-mono">{one.default}</span>
        </span>
      )}
    </>
  );
}

function Origin({ one }: { one: Setting }) {
  if (one.origin === 'default') return <span className="text-text3">default</span>;
  return <Chip tone="quiet">{one.origin}</Chip>;
}

const columns: Column<Setting>[] = [
  {
    head: 'Setting',
    cell: (one) => (
      <>
        <span className="font-mono text-meta font-medium wrap-anywhere">{one.name}</span>
        <span className="block max-w-[460px] text-meta text-text3 wrap-anywhere">{one.help}</span>
        <span className="mt-1 flex flex-wrap items-start gap-x-3 sm:hidden">
          <span className="min-w-0">
            <Value one={one} />
          </span>
          <Origin one={one} />
        </span>
      </>
    ),
  },
  { head: 'Value', from: 'sm', cell: (one) => <Value one={one} /> },
  { head: 'From', align: 'right', from: 'sm', cell: (one) => <Origin one={one} /> },
];

/** What the program was started with. Changed by the environment, not here. */
export function ConfigSection() {
  const query = useQuery(configQuery());
  const [{ show, q }, setSearch] = useSearchState(codec);
  const wanted = q.trim().toLowerCase();
  const isShown = (one: Setting) =>
    (show === 'all' || one.origin !== 'default') && `${one.name} ${one.help}`.toLowerCase().includes(wanted);
  return (
    <div className="grid gap-4">
      <p className="text-body text-text2">
        Set by environment variables or a <code className="font-mono text-meta">.env</code> file, read at
        start. Secrets are never shown.
      </p>
      <div className="flex flex-wrap items-end gap-4">
        <Field
          label="Find"
          type="search"
          value={q}
          onChange={(event) => setSearch({ q: event.target.value })}
          className="w-full sm:w-64"
        />
        <Choice
          legend="Show"
          hideLegend
          value={show}
          options={shows}
          onChange={(next) => setSearch({ show: next })}
        />
      </div>
      <QueryPanel
        query={query}
        what="The configuration could not be read"
        skeleton={<Skeleton className="h-96" />}
      >
        {({ items }) => {
          const rows = items.filter(isShown);
          if (rows.length === 0) return <EmptyState title="No setting is called so" />;
          return (
            <div className="-mx-4">
              <DataTable caption="Settings" columns={columns} rows={rows} rowKey={(one) => one.name} />
            </div>
          );
        }}
      </QueryPanel>
    </div>
  );
}
