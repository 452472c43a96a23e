import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useKeys } from '@/keys';
import { IconButton } from '../Button';
import { cx } from '../cx';
import type { DialogProps } from '../Dialog';
import { useReturnFocus } from './useReturnFocus';

const shape = {
  center:
    'top-[12vh] left-1/2 max-h-[76vh] w-[calc(100vw-32px)] -translate-x-1/2 rounded-panel layer-in max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:max-h-[88vh] max-sm:rounded-b-none',
  left: 'inset-y-0 left-0 w-[260px] max-w-[85vw] pane-in border-r',
};
const widths = { small: 'sm:max-w-[420px]', normal: 'sm:max-w-[560px]', large: 'sm:max-w-[800px]' };

export function DialogLayer({
  title,
  description,
  onClose,
  children,
  size,
  side,
  hideTitle,
  blocking,
}: DialogProps) {
  useKeys('dialog', []);
  const returnFocus = useReturnFocus();
  const stay = (event: Event) => blocking && event.preventDefault();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onCloseAutoFocus={returnFocus}
          onEscapeKeyDown={stay}
          onPointerDownOutside={stay}
          onInteractOutside={stay}
          className={cx(
            'fixed z-50 flex flex-col overflow-hidden border-line bg-s1 shadow-layer outline-none',
            side === 'left' ? shape.left : cx('border', shape.center, widths[size ?? 'normal']),
          )}
        >
          <div className={cx(hideTitle ? 'sr-only' : 'flex items-start gap-3 px-5 pt-4 pb-2')}>
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-section font-semibold">{title}</Dialog.Title>
              {description && (
                <Dialog.Description className="mt-0.5 text-body text-text2">{description}</Dialog.Description>
              )}
            </div>
            {!blocking && !hideTitle && (
              <Dialog.Close asChild>
                <IconButton label="Close" className="-mr-2">
                  <X size={16} />
                </IconButton>
              </Dialog.Close>
            )}
          </div>
          <div className={cx('min-h-0 flex-1 overflow-auto', !hideTitle && 'px-5 pt-1 pb-5')}>{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
