import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { PASSWORD_LEAST, PasswordMeter } from '@/features/auth';
import { Button } from '@/ui/Button';
import { PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';

export function PasswordSection() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const save = useMutation({
    mutationFn: () => api.PUT('/me/password', { body: { current, password } }),
    onSuccess: () => {
      setCurrent('');
      setPassword('');
      toast('Password changed.', { detail: 'Other browsers are signed out.' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Section title="Password">
      <form onSubmit={submit} className="grid max-w-[360px] gap-4">
        <PasswordField
          label="Current password"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_LEAST}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          hint={<PasswordMeter password={password} />}
        />
        {save.error ? (
          <Note tone="error" alert>
            {errorText(save.error)}
          </Note>
        ) : null}
        <Button type="submit" className="justify-self-start" busy={save.isPending} disabled={password === ''}>
          Change password
        </Button>
      </form>
    </Section>
  );
}
