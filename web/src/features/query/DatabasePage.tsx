import { type FormEvent, useState } from 'react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import type { ProjectDetail } from '@/api/types';
import { useProject } from '@/features/project';
import { Choice } from '@/ui/Choice';
import { Field, PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { SaveBar } from '@/ui/SaveBar';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { type DatabasePatch, useChangeDatabase } from './query.queries';

const drivers = [
  { value: 'postgres', label: 'PostgreSQL' },
  { value: 'mysql', label: 'MySQL, MariaDB' },
] as const;
const examples = {
  postgres: 'postgres://reader:password@db.example.com:5432/shop',
  mysql: 'reader:password@tcp(db.example.com:3306)/shop',
};

const driverOf = (name: string) => (/^(mysql|mariadb)$/i.test(name) ? 'mysql' : 'postgres');

/** Only what differs; the connection string is never shown, so it is sent when something was typed. */
function changes(form: Required<DatabasePatch>, was: Required<DatabasePatch>): DatabasePatch {
  const keys = Object.keys(form) as (keyof DatabasePatch)[];
  return Object.fromEntries(keys.filter((key) => form[key] !== was[key]).map((key) => [key, form[key]]));
}

function DatabaseForm({ project }: { project: ProjectDetail }) {
  const change = useChangeDatabase(project.slug);
  const was: Required<DatabasePatch> = {
    analysis_db_enabled: project.analysis_db_enabled,
    analysis_db_driver: project.analysis_db_driver,
    analysis_db_dsn: '',
    analysis_db_schema: project.analysis_db_schema,
  };
  const [form, setForm] = useState(was);
  const put = (patch: DatabasePatch) => setForm({ ...form, ...patch });
  const driver = driverOf(form.analysis_db_driver);
  const patch = changes(form, was);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { ...patch, analysis_db_driver: driver },
      {
        onSuccess: () => toast('Settings saved.'),
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Section
        title="Database analysis"
        lead="Admins may ask this project’s database how it would run a statement of an event: EXPLAIN only, in a transaction that reads only, for four seconds at most. A user with rights to read is enough."
      >
        <Switch
          label="Ask the database"
          hint="The button is on issues whose events tell of SQL."
          checked={form.analysis_db_enabled}
          onChange={(analysis_db_enabled) => put({ analysis_db_enabled })}
        />
        <Choice
          legend="Database"
          value={driver}
          options={drivers}
          onChange={(analysis_db_driver) => put({ analysis_db_driver })}
        />
        <PasswordField
          label="Connection string"
          autoComplete="off"
          value={form.analysis_db_dsn}
          placeholder={project.analysis_db_dsn_display || examples[driver]}
          hint={
            project.analysis_db_configured
              ? 'It is set and kept sealed; what is typed here takes its place.'
              : `Kept sealed, never shown again. ${examples[driver]}`
          }
          onChange={(event) => put({ analysis_db_dsn: event.target.value })}
        />
        {driver === 'postgres' && (
          <Field
            label="Schema"
            hint="Where names without one are looked for; empty: as the database has it."
            value={form.analysis_db_schema}
            onChange={(event) => put({ analysis_db_schema: event.target.value })}
          />
        )}
      </Section>
      <SaveBar
        changed={Object.keys(patch).map((key) => key.replace('analysis_db_', ''))}
        busy={change.isPending}
        error={change.error && errorText(change.error)}
        onReset={() => {
          change.reset();
          setForm(was);
        }}
      />
    </form>
  );
}

export default function DatabasePage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useProject(project);
  return (
    <QueryPanel query={query} what="The project could not be read" skeleton={<Skeleton className="h-64" />}>
      {(data) => (
        <fieldset disabled={!isAdmin()} className="min-w-0">
          <legend className="sr-only">Database analysis</legend>
          {!isAdmin() && <Note className="mb-5">Only an admin can change these.</Note>}
          <DatabaseForm key={data.updated_at} project={data} />
        </fieldset>
      )}
    </QueryPanel>
  );
}
