import { type FormEvent, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { ApiError, errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import type { ProjectDetail } from '@/api/types';
import { paths } from '@/lib/paths';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { SaveBar } from '@/ui/SaveBar';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { type ProjectPatch, useProject, useUpdateProject } from './project.queries';

type GeneralPatch = Required<Omit<ProjectPatch, 'icon' | 'color'>>;

const SLUG = '[a-z][a-z0-9\\-]{0,62}';

/** Only what differs from the server's is sent. */
function changes(form: GeneralPatch, project: ProjectDetail): ProjectPatch {
  const entries = Object.entries(form).filter(
    ([key, value]) => project[key as keyof ProjectDetail] !== value,
  );
  return Object.fromEntries(entries);
}

function GeneralForm({ project }: { project: ProjectDetail }) {
  const [, navigate] = useLocation();
  const update = useUpdateProject(project.slug);
  const [form, setForm] = useState<GeneralPatch>({
    name: project.name,
    slug: project.slug,
    default_cooldown_minutes: project.default_cooldown_minutes,
    max_events_per_issue: project.max_events_per_issue,
    warning_as_error: project.warning_as_error,
  });
  const put = (patch: ProjectPatch) => setForm({ ...form, ...patch });
  const patch = changes(form, project);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(patch, {
      onSuccess: (next) => {
        toast('Settings saved.');
        if (next.slug !== project.slug) navigate(paths.settingsOfProject(next.slug), { replace: true });
      },
    });
  };
  const refused = (field: string) =>
    update.error instanceof ApiError && update.error.field === field ? update.error.message : undefined;
  return (
    <form onSubmit={submit}>
      <Section title="Names">
        <Field
          label="Name"
          required
          maxLength={100}
          value={form.name}
          onChange={(event) => put({ name: event.target.value })}
          error={refused('name')}
        />
        <Field
          label="Name in addresses"
          required
          mono
          pattern={SLUG}
          title="Small letters, digits and hyphens, beginning with a letter"
          value={form.slug}
          onChange={(event) => put({ slug: event.target.value })}
          hint={`Links with the old one keep working. Issues are called ${project.short_prefix}-1, ${project.short_prefix}-2 …`}
          error={refused('slug')}
        />
      </Section>
      <Section title="Issues">
        <Field
          label="Cooldown after resolving, in minutes"
          type="number"
          min={0}
          value={form.default_cooldown_minutes}
          onChange={(event) => put({ default_cooldown_minutes: event.target.valueAsNumber || 0 })}
          hint="Events that come within this time do not reopen the issue."
        />
        <Field
          label="Event bodies kept per issue"
          type="number"
          value={form.max_events_per_issue}
          onChange={(event) => put({ max_events_per_issue: event.target.valueAsNumber || 0 })}
          hint="Counts stay exact beyond it. A negative number keeps all."
        />
        <Switch
          label="Warnings count as errors"
          checked={form.warning_as_error}
          onChange={(warning_as_error) => put({ warning_as_error })}
        />
      </Section>
      <SaveBar
        changed={Object.keys(patch)}
        busy={update.isPending}
        error={update.error && errorText(update.error)}
        onReset={() => {
          update.reset();
          setForm({ ...form, ...pick(project, form) });
        }}
      />
    </form>
  );
}

function pick(project: ProjectDetail, form: GeneralPatch): GeneralPatch {
  const keys = Object.keys(form) as (keyof GeneralPatch)[];
  return Object.fromEntries(keys.map((key) => [key, project[key]])) as GeneralPatch;
}

export default function ProjectGeneralPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useProject(project);
  return (
    <QueryPanel query={query} what="The project could not be read" skeleton={<Skeleton className="h-64" />}>
      {(data) => (
        <fieldset disabled={!isAdmin()} className="min-w-0">
          <legend className="sr-only">General settings</legend>
          {!isAdmin() && <Note className="mb-5">Only an admin can change these.</Note>}
          <GeneralForm key={data.updated_at} project={data} />
        </fieldset>
      )}
    </QueryPanel>
  );
}
