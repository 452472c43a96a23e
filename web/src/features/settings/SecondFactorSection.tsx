import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Field, PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';

const factorQuery = () => $api.queryOptions('get', '/me/totp');

interface CodeFormProps {
  label: string;
  hint?: string;
  verb: string;
  danger?: boolean;
  onCode: (code: string) => Promise<unknown>;
}

/** One code, one verb; the server's words when it is refused. */
function CodeForm({ label, hint, verb, danger, onCode }: CodeFormProps) {
  const send = useMutation({ mutationFn: onCode });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(String(new FormData(event.currentTarget).get('code') ?? '').trim());
  };
  return (
    <form onSubmit={submit} className="grid max-w-[360px] gap-3">
      <Field label={label} hint={hint} name="code" autoComplete="one-time-code" required mono />
      {send.error ? (
        <Note tone="error" alert>
          {errorText(send.error)}
        </Note>
      ) : null}
      <Button
        type="submit"
        tone={danger ? 'danger' : 'primary'}
        busy={send.isPending}
        className="justify-self-start"
      >
        {verb}
      </Button>
    </form>
  );
}

/** The secret and then its first code. */
function Setup({ onDone }: { onDone: (codes: string[]) => void }) {
  const begin = useMutation({
    mutationFn: async (current: string) => (await api.POST('/me/totp', { body: { current } })).data!,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    begin.mutate(String(new FormData(event.currentTarget).get('current') ?? ''));
  };
  if (!begin.data) {
    return (
      <form onSubmit={submit} className="grid max-w-[360px] gap-3">
        <PasswordField label="Your password" name="current" autoComplete="current-password" required />
        {begin.error ? (
          <Note tone="error" alert>
            {errorText(begin.error)}
          </Note>
        ) : null}
        <Button type="submit" busy={begin.isPending} className="justify-self-start">
          Set up
        </Button>
      </form>
    );
  }
  const { secret, url } = begin.data;
  return (
    <div className="grid gap-4">
      <div className="grid max-w-[480px] gap-2">
        <p className="text-body text-text2">
          Enter this key in your authenticator app, or{' '}
          <a href={url ?? undefined}>open it in the app on this device</a>.
        </p>
        <CodeBox code={secret ?? ''} what="Key of the second factor" />
      </div>
      <CodeForm
        label="Code that the app shows now"
        verb="Switch on"
        onCode={async (code) => {
          const { data } = await api.PUT('/me/totp', { body: { code } });
          onDone(data!.recovery_codes);
        }}
      />
    </div>
  );
}

function Recovery({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <Note tone="info">
      <p className="mb-2">
        Keep these recovery codes where you keep passwords. Each signs you in once without the app; they are
        shown only now.
      </p>
      <CodeBox code={codes.join('\n')} what="Recovery codes" />
      <Button className="mt-3" onClick={onKept}>
        I have kept them
      </Button>
    </Note>
  );
}

/** A code from an authenticator app beside the password (RFC 6238). */
export function SecondFactorSection() {
  const client = useQueryClient();
  const query = useQuery(factorQuery());
  const [codes, setCodes] = useState<readonly string[]>();
  const reread = () => client.invalidateQueries({ queryKey: factorQuery().queryKey });
  const tell = async (next: readonly string[]) => {
    setCodes(next);
    await reread();
  };
  const switchOff = async (code: string) => {
    await api.DELETE('/me/totp', { body: { code } });
    toast('The second factor is off.');
    await reread();
  };
  return (
    <Section
      title="Second factor"
      lead="A code from an authenticator app, asked for after the password when you sign in."
    >
      {codes && <Recovery codes={codes} onKept={() => setCodes(undefined)} />}
      <QueryPanel
        query={query}
        what="The second factor could not be read"
        skeleton={<Skeleton className="h-16" />}
      >
        {({ enabled, recovery_codes_left }) =>
          enabled ? (
            <>
              <p className="text-body">On. {count(recovery_codes_left, 'recovery code')} left.</p>
              <CodeForm
                label="Code to switch it off"
                hint="From the app, or a recovery code"
                verb="Switch off"
                danger
                onCode={switchOff}
              />
            </>
          ) : (
            <Setup onDone={(next) => void tell(next)} />
          )
        }
      </QueryPanel>
    </Section>
  );
}
