import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { currentUser } from '@/api/bootstrap';
import { api } from '@/api/client';
import { errorText } from '@/api/errors';
import { useStore } from '@/lib/store';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { PasswordSection } from './PasswordSection';
import { SecondFactorSection } from './SecondFactorSection';
import { SessionsSection } from './SessionsSection';

export default function ProfilePage() {
  const user = useStore(currentUser);
  const [name, setName] = useState(user?.name ?? '');
  const save = useMutation({
    mutationFn: async (next: string) => (await api.PUT('/me', { body: { name: next } })).data,
    onSuccess: (next) => {
      if (next) currentUser.set(next);
      toast('Name saved.');
    },
  });
  if (!user) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(name.trim());
  };
  return (
    <>
      <Section title="Name and role">
        <form onSubmit={submit} className="grid max-w-[360px] gap-4">
          <Field
            label="Name"
            name="name"
            autoComplete="name"
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label="Mail address"
            value={user.email}
            readOnly
            disabled
            hint="Fixed: it is how you sign in."
          />
          <p className="text-meta text-text3">
            Your role is <span className="text-text2">{user.role}</span>.
          </p>
          {save.error ? (
            <Note tone="error" alert>
              {errorText(save.error)}
            </Note>
          ) : null}
          <Button
            type="submit"
            tone="primary"
            className="justify-self-start"
            busy={save.isPending}
            disabled={name.trim() === user.name || name.trim() === ''}
          >
            Save name
          </Button>
        </form>
      </Section>
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </>
  );
}
