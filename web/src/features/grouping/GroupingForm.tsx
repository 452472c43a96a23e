import { type FormEvent, useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { ApiError, errorText } from '@/api/errors';
import type { ProjectDetail } from '@/api/types';
import { type GroupingPatch, useUpdateProject } from '@/features/project';
import { LinesField, SelectField } from '@/ui/Field';
import { SaveBar } from '@/ui/SaveBar';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { onlyNew } from './rule';

const modes = [
  { value: 'normal', label: 'Type and stack' },
  { value: 'by_url', label: 'Address of the request' },
  { value: 'by_file', label: 'File and line' },
];
const levels = [
  { field: 'error_grouping_mode', label: 'Errors' },
  { field: 'warning_grouping_mode', label: 'Warnings' },
  { field: 'info_grouping_mode', label: 'Information' },
] as const;
const classes = [
  {
    field: 'app_patterns',
    label: 'Own code',
    hint: 'Regular expressions over the path, one a line: /srv/shop/.',
  },
  { field: 'framework_patterns', label: 'Framework', hint: 'Never the cause; folded in stacks.' },
  { field: 'external_patterns', label: 'Libraries of others', hint: 'Folded in stacks.' },
] as const;

interface FrameRules {
  preset?: string;
  app_patterns: string[];
  framework_patterns: string[];
  external_patterns: string[];
}

/** The document leaves the shape of these open. */
function frameRulesOf(project: ProjectDetail): FrameRules {
  const rules = (project.stacktrace_rules ?? {}) as Partial<FrameRules>;
  return { app_patterns: [], framework_patterns: [], external_patterns: [], ...rules };
}

function formOf(project: ProjectDetail) {
  return {
    error_grouping_mode: project.error_grouping_mode ?? 'normal',
    warning_grouping_mode: project.warning_grouping_mode ?? 'normal',
    info_grouping_mode: project.info_grouping_mode ?? 'normal',
    route_grouping_enabled: project.route_grouping_enabled,
    stacktrace_rules: frameRulesOf(project),
  };
}
type Form = ReturnType<typeof formOf>;

function changesOf(form: Form, stored: Form): Partial<Form> {
  const keys = Object.keys(form) as (keyof Form)[];
  const changed = keys.filter((key) => JSON.stringify(form[key]) !== JSON.stringify(stored[key]));
  return Object.fromEntries(changed.map((key) => [key, form[key]]));
}

/** Modes by level, and whose code a frame is. */
export function GroupingForm({ project }: { project: ProjectDetail }) {
  const stored = formOf(project);
  const [form, setForm] = useState(stored);
  const update = useUpdateProject(project.slug);
  const patch = changesOf(form, stored);
  const rules = form.stacktrace_rules;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body: GroupingPatch = { ...patch, version: project.version };
    update.mutate(body, { onSuccess: () => toast('Settings saved.', { detail: onlyNew }) });
  };
  const byUrl = levels.some(({ field }) => form[field] === 'by_url');
  return (
    <form onSubmit={submit} className="pt-7">
      <fieldset disabled={!isAdmin()} className="min-w-0">
        <legend className="sr-only">How events are grouped</legend>
        <Section title="What makes an issue" lead="By level. What an SDK or a rule says comes first.">
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
            {levels.map(({ field, label }) => (
              <SelectField
                key={field}
                label={label}
                value={form[field]}
                options={modes}
                onChange={(event) => setForm({ ...form, [field]: event.target.value })}
              />
            ))}
          </div>
          <Switch
            label="Addresses follow the routes of the project"
            hint={
              byUrl
                ? 'So that /cart/12 and /cart/13 are one. Routes have a page of their own.'
                : 'Only where a level is grouped by address.'
            }
            checked={form.route_grouping_enabled}
            onChange={(route_grouping_enabled) => setForm({ ...form, route_grouping_enabled })}
          />
        </Section>
        <Section
          title="Whose code a frame is"
          lead="Changes which frames count for the grouping, and which are folded. In this order; the first pattern that is found decides."
        >
          {classes.map(({ field, label, hint }) => (
            <LinesField
              key={field}
              label={label}
              hint={hint}
              value={rules[field]}
              onChange={(lines) => setForm({ ...form, stacktrace_rules: { ...rules, [field]: lines } })}
            />
          ))}
        </Section>
      </fieldset>
      <SaveBar
        changed={Object.keys(patch)}
        busy={update.isPending}
        error={
          update.error instanceof ApiError && update.error.code === 'stale'
            ? 'Somebody else changed this project meanwhile: reset to see theirs.'
            : update.error && errorText(update.error)
        }
        onReset={() => {
          update.reset();
          setForm(stored);
        }}
      />
    </form>
  );
}
