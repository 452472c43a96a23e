import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { useKeys } from '@/keys';
import { Button } from '../Button';
import type { ConfirmProps } from '../Confirm';
import { Field } from '../Field';
import { useReturnFocus } from './useReturnFocus';

export function ConfirmLayer({ title, children, verb, danger, typed, onConfirm, onClose }: ConfirmProps) {
  useKeys('dialog', []);
  const returnFocus = useReturnFocus();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } finally {
      setBusy(false);
    }
  };
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content
          onCloseAutoFocus={returnFocus}
          className="layer-in fixed top-[20vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-[420px] -translate-x-1/2 rounded-panel border border-line bg-s1 p-5 shadow-layer outline-none"
        >
          <AlertDialog.Title className="text-section font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-1 text-body text-text2">{children}</div>
          </AlertDialog.Description>
          {typed && (
            <Field
              className="mt-4"
              label={`Type ${typed} to confirm`}
              value={text}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
            />
          )}
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <Button
              tone={danger ? 'danger' : 'primary'}
              busy={busy}
              disabled={typed !== undefined && text !== typed}
              onClick={confirm}
            >
              {verb}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
