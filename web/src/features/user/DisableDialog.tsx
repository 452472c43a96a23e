import { type FormEvent, useState } from 'react';
import { errorText } from '@/api/errors';
import type { Person } from '@/api/types';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { toast } from '@/ui/toast';
import { useSetStatus } from './user.queries';

const NOBODY = '';
const nameOf = (user: Person) => user.name || user.email;

interface FormProps {
  user: Person;
  heirs: readonly Person[];
  onClose: () => void;
}

function Form({ user, heirs, onClose }: FormProps) {
  const disable = useSetStatus();
  const [heir, setHeir] = useState(NOBODY);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    disable.mutate(
      { user: user.id, status: 'disabled', ...(heir === NOBODY ? {} : { reassign_to: heir }) },
      {
        onSuccess: () => {
          const to = heirs.find((one) => one.id === heir);
          toast(`${nameOf(user)} is disabled.`, {
            detail: to && `${count(user.open_assigned, 'open issue')} went to ${nameOf(to)}.`,
          });
          onClose();
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      {user.open_assigned > 0 && (
        <SelectField
          label={`Who takes over ${count(user.open_assigned, 'open issue')}`}
          value={heir}
          onChange={(event) => setHeir(event.target.value)}
          options={[
            { value: NOBODY, label: 'Nobody: they stay where they are' },
            ...heirs.map((one) => ({ value: one.id, label: nameOf(one) })),
          ]}
        />
      )}
      {disable.error ? (
        <Note tone="error" alert>
          {errorText(disable.error)}
        </Note>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="danger" busy={disable.isPending}>
          Disable
        </Button>
      </div>
    </form>
  );
}

interface DisableDialogProps {
  /** undefined = closed. */
  user: Person | undefined;
  users: readonly Person[];
  onClose: () => void;
}

/** Says what it ends, and asks who takes over what is open. */
export function DisableDialog({ user, users, onClose }: DisableDialogProps) {
  const heirs = users.filter(
    ({ id, status, role }) => id !== user?.id && status === 'active' && role !== 'viewer',
  );
  return (
    <Dialog
      open={user !== undefined}
      size="small"
      title={user ? `Disable ${nameOf(user)}?` : 'Disable'}
      description="Signed out at once; tokens are refused. What was written stays, and enabling brings all back."
      onClose={onClose}
    >
      {user && <Form key={user.id} user={user} heirs={heirs} onClose={onClose} />}
    </Dialog>
  );
}
