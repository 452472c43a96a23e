import { isAdmin } from '@/api/bootstrap';
import { Field, LinesField, SelectField } from '@/ui/Field';
import type { AlertDraft } from './alertDraft';
import { type ChannelField, channelOf, channels } from './channels';
import { MessagePreview } from './MessagePreview';

interface ChannelFieldsProps {
  project: string;
  draft: AlertDraft;
  /** A stored alert keeps its kind. */
  isNew: boolean;
  errorOf: (field: string) => string | undefined;
  onChange: (patch: Partial<AlertDraft>) => void;
}

function OneField({
  field,
  draft,
  errorOf,
  onChange,
}: Omit<ChannelFieldsProps, 'isNew' | 'project'> & { field: ChannelField }) {
  const { name, label, hint, placeholder } = field;
  const put = (value: string) => onChange({ config: { ...draft.config, [name]: value } });
  const shared = { label, hint, error: errorOf(`config.${name}`), value: draft.config[name] ?? '' };
  if (field.lines)
    return (
      <LinesField
        label={label}
        value={draft.recipients}
        placeholder={placeholder}
        hint="One address a line; each gets a mail of its own."
        error={shared.error}
        onChange={(recipients) => onChange({ recipients })}
      />
    );
  if (field.options)
    return (
      <SelectField
        {...shared}
        className="w-60"
        options={field.options}
        onChange={(event) => put(event.target.value)}
      />
    );
  if (field.text)
    return (
      <LinesField
        {...shared}
        value={shared.value === '' ? [] : shared.value.split('\n')}
        placeholder={placeholder}
        onChange={(lines) => put(lines.join('\n'))}
      />
    );
  const isSet = draft.isSet.has(name);
  return (
    <Field
      {...shared}
      mono={field.secret}
      type={field.secret ? 'password' : 'text'}
      autoComplete={field.secret ? 'new-password' : 'off'}
      required={field.required && !isSet}
      placeholder={isSet ? 'set; type to replace it' : placeholder}
      onChange={(event) => put(event.target.value)}
    />
  );
}

/** Where it goes. Secrets are written, never read: an empty one stays as it is. */
export function ChannelFields({ project, draft, isNew, errorOf, onChange }: ChannelFieldsProps) {
  const shown = (channelOf(draft.type)?.fields ?? []).filter(
    ({ when }) => !when || draft.config[when.name] === when.is,
  );
  return (
    <>
      <SelectField
        label="Tell by"
        className="w-44"
        value={draft.type}
        disabled={!isNew}
        options={channels.map(({ type, label }) => ({ value: type, label }))}
        onChange={(event) => onChange({ type: event.target.value })}
      />
      {shown.map((field) => (
        <OneField key={`${draft.type} ${field.name}`} {...{ field, draft, errorOf, onChange }} />
      ))}
      {draft.type === 'webhook' && isAdmin() && <MessagePreview project={project} draft={draft} />}
    </>
  );
}
