import { type FormEvent, useState } from 'react';
import { api } from '@/api/client';
import { ApiError, errorText } from '@/api/errors';
import type { User } from '@/api/types';
import { Button } from '@/ui/Button';
import { Field, PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { useCountdown } from './useCountdown';

interface SignInFormProps {
  email?: string;
  onSignedIn: (user: User) => void;
}

/** Which of the two was wrong is not said: that would tell who has an account. */
function wordsFor(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 401) return 'Mail address or password is wrong.';
    if (error.status === 403) return `${error.message}. Ask an admin.`;
    if (error.status === 429) return 'Too many attempts.';
  }
  return errorText(error);
}

export default function SignInForm({ email = '', onSignedIn }: SignInFormProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const [wait, startWait] = useCountdown();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    setBusy(true);
    setFailure('');
    try {
      const body = { email: text('email').trim(), password: text('password') };
      const totp = needsCode ? { totp: text('totp') } : {};
      const { data } = await api.POST('/auth/local/login', { body: { ...body, ...totp } });
      if (data) onSignedIn(data as User);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'totp_required') setNeedsCode(true);
      else setFailure(wordsFor(error));
      if (error instanceof ApiError && error.status === 429) startWait(error.retryAfter ?? 30);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label="Mail address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={email}
        autoFocus={email === ''}
        spellCheck={false}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={email !== ''}
      />
      {needsCode && (
        <Field
          label="Code from your authenticator"
          name="totp"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          mono
        />
      )}
      {(failure || wait > 0) && (
        <Note tone="error" alert>
          {failure} {wait > 0 && `Try again in ${wait} s.`}
        </Note>
      )}
      <Button type="submit" tone="primary" busy={busy} disabled={wait > 0}>
        Sign in
      </Button>
    </form>
  );
}
