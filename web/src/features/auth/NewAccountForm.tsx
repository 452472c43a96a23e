import { type FormEvent, useState } from 'react';
import { ApiError, errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { Field, PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { PASSWORD_LEAST, PasswordMeter } from './PasswordMeter';

export interface NewAccount {
  code: string;
  name: string;
  email: string;
  password: string;
}

interface NewAccountFormProps {
  /** Fixed by an invitation. */
  email?: string;
  /** Asked for when given: the setup code, "" when the link had none. */
  code?: string;
  verb: string;
  submit: (account: NewAccount) => Promise<unknown>;
}

export function NewAccountForm({ email, code, verb, submit }: NewAccountFormProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [password, setPassword] = useState('');
  const refused = (field: string) =>
    error instanceof ApiError && error.field === field ? error.message : undefined;

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    setBusy(true);
    setError(undefined);
    try {
      await submit({
        code: code || text('code'),
        name: text('name'),
        email: email ?? text('email'),
        password,
      });
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  const hasOwnPlace = ['code', 'name', 'email', 'password'].some(refused);
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      {code === '' && (
        <Field
          label="Setup code"
          name="code"
          required
          mono
          autoFocus
          autoComplete="off"
          spellCheck={false}
          hint="From the server’s log, behind ?code="
          error={refused('code')}
        />
      )}
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        required
        autoFocus={code !== ''}
        error={refused('name')}
      />
      <Field
        label="Mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        spellCheck={false}
        {...(email === undefined ? {} : { value: email, readOnly: true })}
        error={refused('email')}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_LEAST}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint={<PasswordMeter password={password} />}
        error={refused('password')}
      />
      {error !== undefined && !hasOwnPlace && (
        <Note tone="error" alert>
          {errorText(error)}
        </Note>
      )}
      <Button type="submit" tone="primary" busy={busy}>
        {verb}
      </Button>
    </form>
  );
}
