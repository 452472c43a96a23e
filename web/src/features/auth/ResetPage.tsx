import { type FormEvent, useState } from 'react';
import { useParams } from 'wouter';
import { api } from '@/api/client';
import { ApiError, errorText } from '@/api/errors';
import { paths } from '@/lib/paths';
import { Button, LinkButton } from '@/ui/Button';
import { PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { AuthFrame } from './AuthFrame';
import { PASSWORD_LEAST, PasswordMeter } from './PasswordMeter';

/** By the one-time link that an admin made or the server mailed. */
export default function ResetPage() {
  const { token = '' } = useParams<{ token: string }>();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.POST('/auth/password/reset/{token}', { params: { path: { token } }, body: { password } });
      location.assign('/');
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  if (error instanceof ApiError && error.status === 404) {
    return (
      <AuthFrame
        title="This link is no longer good"
        lead="It was used, has run out, or a newer one was made."
      >
        <LinkButton href={paths.login()}>Sign in</LinkButton>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title="Choose a new password"
      lead="You are signed in with it, everywhere else you are signed out."
    >
      <form onSubmit={submit} className="grid gap-4">
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          required
          autoFocus
          minLength={PASSWORD_LEAST}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          hint={<PasswordMeter password={password} />}
        />
        {error !== undefined && (
          <Note tone="error" alert>
            {errorText(error)}
          </Note>
        )}
        <Button type="submit" tone="primary" busy={busy}>
          Save password
        </Button>
      </form>
    </AuthFrame>
  );
}
