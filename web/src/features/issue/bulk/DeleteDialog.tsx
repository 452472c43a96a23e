import { useState } from 'react';
import { exact } from '@/lib/number';
import { Confirm } from '@/ui/Confirm';
import { Switch } from '@/ui/Switch';
import { type BulkVerb, deleteVerb } from './verbs';

/** More than this many are not deleted by a slip of the hand. */
const TYPED_ABOVE = 25;

interface DeleteDialogProps {
  of: string;
  n: number;
  onVerb: (verb: BulkVerb) => void;
  onClose: () => void;
}

/** With what has come, or with all that will. */
export function DeleteDialog({ of, n, onVerb, onClose }: DeleteDialogProps) {
  const [discard, setDiscard] = useState(false);
  return (
    <Confirm
      open
      danger
      title={`Delete ${of}?`}
      verb={n === 1 ? 'Delete the issue' : `Delete ${exact(n)} issues`}
      typed={n > TYPED_ABOVE ? String(n) : undefined}
      onConfirm={() => onVerb(deleteVerb(discard))}
      onClose={onClose}
    >
      {n === 1 ? 'It leaves' : 'They leave'} every list with all events. It can be undone for a while.
      <span className="mt-4 block">
        <Switch
          label="Discard what comes later, too"
          hint={
            discard
              ? 'Its events are dropped at the door. The settings of the project let it in again.'
              : 'A later event of the same cause makes a new issue.'
          }
          checked={discard}
          onChange={setDiscard}
        />
      </span>
    </Confirm>
  );
}
