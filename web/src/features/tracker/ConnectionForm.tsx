import { type FormEvent, useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { ApiError, errorText } from '@/api/errors';
import { paths } from '@/lib/paths';
import { Button, LinkButton } from '@/ui/Button';
import { Field, PasswordField } from '@/ui/Field';
import { SaveBar } from '@/ui/SaveBar';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { afterReset, afterSave, bodiesOf, changesOf, type Draft, draftOf } from './connection';
import { HookFields } from './HookFields';
import { TestConnection } from './TestConnection';
import { type Connection, useSaveConnection } from './tracker.queries';
import type { TextField, Tracker } from './trackers';

interface PartProps {
  tracker: Tracker;
  stored: Connection;
  draft: Draft;
  /** What the server said of a field of this name. */
  refused: (name: string | undefined) => string | undefined;
  onChange: (patch: Partial<Draft>) => void;
}

/** What is set is not shown: one writes a new one, or takes it away. */
function TokenField({ tracker, stored, draft, refused, onChange }: PartProps) {
  const { hint, column } = tracker.token;
  const isKept = stored.token_set && !draft.dropsToken;
  return (
    <div className="flex items-start gap-3">
      <PasswordField
        label="Token"
        className="min-w-0 flex-1"
        autoComplete="off"
        spellCheck={false}
        placeholder={isKept ? '•••••••• stays as it is' : undefined}
        value={draft.token}
        hint={draft.dropsToken ? 'The stored one goes when you save.' : hint}
        error={refused(column ?? 'token')}
        onChange={(event) => onChange({ token: event.target.value })}
      />
      {stored.token_set && draft.token === '' && (
        <Button
          tone="ghost"
          className="mt-[22px]"
          onClick={() => onChange({ dropsToken: !draft.dropsToken })}
        >
          {draft.dropsToken ? 'Keep it' : 'Remove'}
        </Button>
      )}
    </div>
  );
}

function TextInput({ field, ...part }: PartProps & { field: TextField }) {
  const { name, label, placeholder, hint, required, type, column } = field;
  return (
    <Field
      {...{ label, placeholder, hint, required, type }}
      autoComplete="off"
      spellCheck={false}
      maxLength={500}
      value={part.draft.texts[name]}
      error={part.refused(column) ?? part.refused(name)}
      onChange={(event) => part.onChange({ texts: { ...part.draft.texts, [name]: event.target.value } })}
    />
  );
}

interface ConnectionFormProps {
  project: string;
  tracker: Tracker;
  stored: Connection;
}

/** One tracker: where it is, who we are there, what flows which way; then a test, and the rules. */
export function ConnectionForm({ project, tracker, stored }: ConnectionFormProps) {
  // What it was filled with: with the newest, which is read by itself, it would undo what it never showed.
  const [base, setBase] = useState(stored);
  const [draft, setDraft] = useState(() => draftOf(stored));
  const save = useSaveConnection(project, tracker.kind);
  const { title } = tracker;
  const changed = changesOf(tracker, draft, base);
  const refused = (name: string | undefined) =>
    save.error instanceof ApiError && name && save.error.field === name ? save.error.message : undefined;
  const isStale = save.error instanceof ApiError && save.error.code === 'stale';
  const onChange = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const part: PartProps = { tracker, stored, draft, refused, onChange };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(bodiesOf(tracker, draft, base), {
      onSuccess: (now) => {
        setBase(now);
        setDraft((latest) => afterSave(latest, draft, now));
        toast(`${title} saved.`, { detail: 'Tickets of rules that failed are tried again within a minute.' });
      },
    });
  };
  const reset = () => {
    save.reset();
    setBase(stored);
    setDraft(afterReset(draft, stored));
  };
  return (
    <>
      <form onSubmit={submit} aria-label={title}>
        <fieldset disabled={!isAdmin()} className="min-w-0">
          <legend className="sr-only">{title}</legend>
          <Section title="Connection">
            {tracker.fields.map((field) => (
              <TextInput key={field.name} field={field} {...part} />
            ))}
            <TokenField {...part} />
            {isAdmin() && (
              <TestConnection
                project={project}
                tracker={tracker}
                isSet={stored.configured}
                isDirty={changed.length > 0}
              />
            )}
          </Section>
          <Section
            title="Both ways"
            lead="Each direction by itself; what one of them does the other does not repeat."
          >
            <Switch
              label="A closed ticket resolves its issue"
              hint={`${title} tells by its webhook, or is asked on a clock.`}
              checked={draft.closed_resolves}
              onChange={(closed_resolves) => onChange({ closed_resolves })}
            />
            <Switch
              label="An issue that comes back reopens its ticket"
              hint="By a new event, or by somebody who reopens it here; ten seconds later, so that it can be undone."
              checked={draft.reopen_reopens}
              onChange={(reopen_reopens) => onChange({ reopen_reopens })}
            />
            <HookFields project={project} {...part} />
          </Section>
          <SaveBar
            changed={changed}
            busy={save.isPending}
            error={
              isStale
                ? 'Somebody else changed this tracker meanwhile. Reset shows theirs.'
                : save.error && errorText(save.error)
            }
            onReset={reset}
          />
        </fieldset>
      </form>
      <div className="border-t border-line pt-7">
        <Section
          title="Tickets by rule"
          lead={`A rule makes a ticket for every issue that fits, once. Without one they are made by hand, on the issue.`}
        >
          <LinkButton href={`${paths.rules(project)}/${tracker.kind}`} className="justify-self-start">
            Rules for {title}
          </LinkButton>
        </Section>
      </div>
    </>
  );
}
