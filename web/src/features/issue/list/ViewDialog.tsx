import { type FormEvent, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { Switch } from '@/ui/Switch';

interface ViewDialogProps {
  title: string;
  name: string;
  shared: boolean;
  /** What the view is of: "storefront-web", "all projects". */
  of: string;
  q: string;
  busy: boolean;
  onSave: (name: string, shared: boolean) => void;
  onClose: () => void;
}

const NAME_MOST = 60;

export function ViewDialog(props: ViewDialogProps) {
  return (
    <Dialog open size="small" title={props.title} onClose={props.onClose}>
      <ViewForm {...props} />
    </Dialog>
  );
}

function ViewForm({ name, shared, of, q, busy, onSave, onClose }: ViewDialogProps) {
  const [text, setText] = useState(name);
  const [isShared, setShared] = useState(shared);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(text.trim(), isShared);
  };
  return (
    <form onSubmit={submit}>
      <Field
        label="Name"
        autoFocus
        required
        maxLength={NAME_MOST}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="mt-3 text-meta text-text3">
        Issues of {of}: <span className="font-mono wrap-anywhere">{q || 'all'}</span>, with sort, columns and
        density as they are.
      </p>
      {canTriage() && (
        <div className="mt-3">
          <Switch
            label="Shared"
            hint="Everybody sees it; you and admins change it."
            checked={isShared}
            onChange={setShared}
          />
        </div>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" busy={busy} disabled={text.trim() === ''}>
          Save view
        </Button>
      </div>
    </form>
  );
}
