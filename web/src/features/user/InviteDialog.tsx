import { type FormEvent, useState } from 'react';
import { errorText } from '@/api/errors';
import type { Role } from '@/api/types';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Dialog } from '@/ui/Dialog';
import { Field, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { useInvite } from './user.queries';

export const roles: readonly { value: Role; label: string }[] = [
  { value: 'viewer', label: 'Viewer: reads' },
  { value: 'member', label: 'Member: triages' },
  { value: 'admin', label: 'Admin: everything' },
];

export function InviteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const invite = useInvite();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const close = () => {
    invite.reset();
    setEmail('');
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email: email.trim(), role });
  };
  const link = invite.data?.invite_url;
  return (
    <Dialog open={open} title={invite.data ? `${email} is invited` : 'Invite'} size="small" onClose={close}>
      {invite.data ? (
        <div className="grid grid-cols-1 gap-4">
          {link ? (
            <>
              <p className="text-body text-text2">Send this link. It works once.</p>
              <CodeBox what="invitation link" code={new URL(link, location.origin).href} />
            </>
          ) : (
            <p className="text-body text-text2">A mail with the link is on its way.</p>
          )}
          <Button tone="primary" className="justify-self-end" onClick={close}>
            Done
          </Button>
        </div>
      ) : (
        <form onSubmit={submit} className="grid grid-cols-1 gap-4">
          <Field
            label="Mail address"
            type="email"
            required
            autoFocus
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <SelectField
            label="Role"
            value={role}
            options={roles}
            onChange={(event) => setRole(event.target.value as Role)}
          />
          {invite.error ? (
            <Note tone="error" alert>
              {errorText(invite.error)}
            </Note>
          ) : null}
          <Button type="submit" tone="primary" className="justify-self-end" busy={invite.isPending}>
            Invite
          </Button>
        </form>
      )}
    </Dialog>
  );
}
