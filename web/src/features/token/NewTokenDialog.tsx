import { type FormEvent, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import type { Token } from '@/api/types';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Dialog } from '@/ui/Dialog';
import { Field, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { useCreateToken } from './token.queries';

const NEVER = '0';

function Form({ onMade }: { onMade: (token: Token) => void }) {
  const create = useCreateToken();
  const [name, setName] = useState('');
  const [permission, setPermission] = useState<Token['permission']>('read');
  const [days, setDays] = useState('90');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const expires = days === NEVER ? {} : { expires_in: Number(days) };
    create.mutate({ name: name.trim(), permission, ...expires }, { onSuccess: onMade });
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      <Field
        label="Name"
        required
        autoFocus
        autoComplete="off"
        maxLength={100}
        placeholder="laptop, CI of storefront"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <SelectField
        label="May"
        value={permission}
        onChange={(event) => setPermission(event.target.value as Token['permission'])}
        options={[
          { value: 'read', label: 'Read' },
          ...(canTriage() ? [{ value: 'readwrite', label: 'Read and write, as far as you may' }] : []),
        ]}
      />
      <SelectField
        label="Expires"
        value={days}
        onChange={(event) => setDays(event.target.value)}
        options={[
          { value: '30', label: 'In 30 days' },
          { value: '90', label: 'In 90 days' },
          { value: '365', label: 'In a year' },
          { value: NEVER, label: 'Never' },
        ]}
      />
      {create.error ? (
        <Note tone="error" alert>
          {errorText(create.error)}
        </Note>
      ) : null}
      <Button
        type="submit"
        tone="primary"
        className="justify-self-end"
        busy={create.isPending}
        disabled={name.trim() === ''}
      >
        Create token
      </Button>
    </form>
  );
}

export function NewTokenDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [made, setMade] = useState<Token>();
  const close = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <Dialog
      open={open}
      size="small"
      title={made ? 'Copy the token now' : 'New access token'}
      description={made ? 'It is shown this once; the server keeps only its fingerprint.' : undefined}
      blocking={made !== undefined}
      onClose={close}
    >
      {made ? (
        <div className="grid grid-cols-1 gap-4">
          <CodeBox what="token" code={made.token ?? ''} />
          <Button tone="primary" className="justify-self-end" onClick={close}>
            I have it
          </Button>
        </div>
      ) : (
        <Form onMade={setMade} />
      )}
    </Dialog>
  );
}
