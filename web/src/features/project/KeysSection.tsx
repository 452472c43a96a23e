import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import type { ProjectKey } from '@/api/types';
import { exact } from '@/lib/number';
import { Button } from '@/ui/Button';
import { type Column, DataTable } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { KeyDialog } from './KeyDialog';
import { keysQuery } from './key.queries';

function limitText(key: ProjectKey): string {
  const parts = [
    key.per_minute > 0 && `${exact(key.per_minute)} a minute`,
    key.per_hour > 0 && `${exact(key.per_hour)} an hour`,
    key.per_day > 0 && `${exact(key.per_day)} a day`,
  ].filter(Boolean);
  return parts.join(', ') || 'none';
}

function columns(change: (key: ProjectKey) => void): Column<ProjectKey>[] {
  const changing: Column<ProjectKey> = {
    head: 'Change',
    hideHead: true,
    align: 'right',
    cell: (key) => (
      <Button size="dense" aria-label={`Change ${key.label}`} onClick={() => change(key)}>
        Change
      </Button>
    ),
  };
  return [
    {
      head: 'Name',
      cell: (key) => (
        <>
          <span className="font-medium">{key.label}</span>
          {!key.is_enabled && <span className="text-text3"> · off</span>}
        </>
      ),
    },
    {
      head: 'Key',
      from: 'lg',
      cell: (key) => <code className="font-mono text-meta">{key.public_key}</code>,
    },
    { head: 'Limit', from: 'sm', cell: limitText },
    { head: 'Last used', cell: (key) => <Time iso={key.last_used_at} ago /> },
    ...(isAdmin() ? [changing] : []),
  ];
}

/** All keys of the project; the oldest is the DSN's. */
export function KeysSection({ project }: { project: string }) {
  const query = useQuery(keysQuery(project));
  const [asked, setAsked] = useState<{ current: ProjectKey | undefined }>();
  return (
    <Section
      title="Keys"
      lead="One for each program that sends, so that one can be limited or switched off without the others."
      action={
        isAdmin() && (
          <Button icon={<Plus size={14} />} onClick={() => setAsked({ current: undefined })}>
            New key
          </Button>
        )
      }
    >
      <QueryPanel query={query} what="The keys could not be read" skeleton={<Skeleton className="h-24" />}>
        {(data) => (
          <div className="-mx-4 overflow-x-auto">
            <DataTable
              caption="Keys of the project"
              columns={columns((current) => setAsked({ current }))}
              rows={data.items}
              rowKey={(key) => key.id}
            />
          </div>
        )}
      </QueryPanel>
      <KeyDialog
        key={asked?.current?.id}
        open={asked !== undefined}
        project={project}
        current={asked?.current}
        onClose={() => setAsked(undefined)}
      />
    </Section>
  );
}
