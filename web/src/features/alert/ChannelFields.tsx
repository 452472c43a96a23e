import { Field, LinesField, SelectField } from '@/ui/Field';
import type { AlertDraft } from './alertDraft';
import { channelOf, channels } from './channels';

interface ChannelFieldsProps {
  draft: AlertDraft;
  /** A stored alert keeps its kind. */
  isNew: boolean;
  errorOf: (field: string) => string | undefined;
  onChange: (patch: Partial<AlertDraft>) => void;
}

/** Where it goes. Secrets are written, never read: an empty one stays as it is. */
export function ChannelFields({ draft, isNew, errorOf, onChange }: ChannelFieldsProps) {
  const channel = channelOf(draft.type);
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
      {channel?.fields.map((field) =>
        field.lines ? (
          <LinesField
            key={field.name}
            label={field.label}
            value={draft.recipients}
            placeholder={field.placeholder}
            hint="One address a line; each gets a mail of its own."
            error={errorOf(`config.${field.name}`)}
            onChange={(recipients) => onChange({ recipients })}
          />
        ) : (
          <Field
            key={`${draft.type} ${field.name}`}
            label={field.label}
            mono={field.secret}
            type={field.secret ? 'password' : 'text'}
            autoComplete={field.secret ? 'new-password' : 'off'}
            required={field.required && !draft.isSet.has(field.name)}
            placeholder={draft.isSet.has(field.name) ? 'set; type to replace it' : field.placeholder}
            hint={field.hint}
            error={errorOf(`config.${field.name}`)}
            value={draft.config[field.name] ?? ''}
            onChange={(event) => onChange({ config: { ...draft.config, [field.name]: event.target.value } })}
          />
        ),
      )}
    </>
  );
}
