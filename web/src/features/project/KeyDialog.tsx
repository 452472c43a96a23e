import { type FormEvent, useState } from 'react';
import { errorText } from '@/api/errors';
import type { ProjectKey } from '@/api/types';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { RateFields } from '@/ui/RateFields';
import { Switch } from '@/ui/Switch';
import { useDeleteKey, useSaveKey } from './key.queries';

interface KeyDialogProps {
  project: string;
  /** undefined makes a new one. */
  current: ProjectKey | undefined;
  onClose: () => void;
}

function Form({ project, current, onClose }: KeyDialogProps) {
  const save = useSaveKey(project);
  const remove = useDeleteKey(project);
  const [label, setLabel] = useState(current?.label ?? '');
  const [enabled, setEnabled] = useState(current?.is_enabled ?? true);
  const [rates, setRates] = useState({
    per_minute: current?.per_minute ?? 0,
    per_hour: current?.per_hour ?? 0,
    per_day: current?.per_day ?? 0,
  });
  const failure = save.error ?? remove.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const patch = { label: label.trim(), is_enabled: enabled, ...rates };
    save.mutate({ id: current?.id, patch }, { onSuccess: onClose });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      <Field
        label="Name"
        required
        autoFocus
        autoComplete="off"
        maxLength={100}
        placeholder="Mobile app"
        value={label}
        onChange={(event) => setLabel(event.target.value)}
      />
      {current?.dsn && <CodeBox what="DSN" code={current.dsn} />}
      <RateFields
        legend="Requests it takes at most"
        value={rates}
        onChange={(patch) => setRates({ ...rates, ...patch })}
      />
      <Switch
        label="In use"
        hint="A key that is switched off lets nothing in; SDKs get a 403."
        checked={enabled}
        onChange={setEnabled}
      />
      {failure ? (
        <Note tone="error" alert>
          {errorText(failure)}
        </Note>
      ) : null}
      <div className="flex justify-end gap-3">
        {current && (
          <Button
            tone="danger"
            className="mr-auto"
            busy={remove.isPending}
            onClick={() => remove.mutate(current.id, { onSuccess: onClose })}
          >
            Delete key
          </Button>
        )}
        <Button type="submit" tone="primary" busy={save.isPending} disabled={label.trim() === ''}>
          {current ? 'Save' : 'Create key'}
        </Button>
      </div>
    </form>
  );
}

export function KeyDialog({ open, ...props }: KeyDialogProps & { open: boolean }) {
  return (
    <Dialog
      open={open}
      size="small"
      title={props.current ? `Key ${props.current.label}` : 'New key'}
      onClose={props.onClose}
    >
      <Form {...props} />
    </Dialog>
  );
}
