import { type FormEvent, useState } from 'react';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';

interface ReleaseDialogProps {
  open: boolean;
  /** Suggested: where it was seen last. */
  release: string;
  onResolve: (release: string) => void;
  onClose: () => void;
}

export function ReleaseDialog({ open, ...rest }: ReleaseDialogProps) {
  return (
    <Dialog
      open={open}
      size="small"
      title="Resolve in a release"
      description="Events of that release and older ones only count; a newer one reopens the issue."
      onClose={rest.onClose}
    >
      <ReleaseForm {...rest} />
    </Dialog>
  );
}

function ReleaseForm({ release, onResolve, onClose }: Omit<ReleaseDialogProps, 'open'>) {
  const [name, setName] = useState(release);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onResolve(name.trim());
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <Field
        label="Release"
        mono
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={name.trim() === ''}>
          Resolve
        </Button>
      </div>
    </form>
  );
}
