import { X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useStore } from '@/lib/store';
import { Button, IconButton } from '../Button';
import { cx } from '../cx';
import { dismiss, runUndo, toasts, UNDO_FOR } from '../toast';

export function ToastLayer() {
  const all = useStore(toasts);
  return (
    <Toast.Provider duration={UNDO_FOR} swipeDirection="right" label="Messages">
      {all.map((one) => (
        <Toast.Root
          key={one.id}
          duration={one.progress ? Number.POSITIVE_INFINITY : UNDO_FOR}
          type={one.tone === 'error' ? 'foreground' : 'background'}
          onOpenChange={(open) => !open && dismiss(one.id)}
          className={cx(
            'layer-in flex items-start gap-2 rounded-panel border bg-s1 py-2.5 pr-2 pl-4 shadow-layer',
            one.tone === 'error' ? 'border-error' : 'border-line',
          )}
        >
          <div className="min-w-0 flex-1 py-1">
            <Toast.Title className="text-body font-medium">{one.title}</Toast.Title>
            {one.detail && (
              <Toast.Description className="text-meta text-text2">{one.detail}</Toast.Description>
            )}
            {one.progress && (
              <progress
                aria-label={one.title}
                max={Math.max(1, one.progress.total)}
                value={one.progress.done}
                className="mt-1.5 block h-1 w-full"
              />
            )}
          </div>
          {one.action && (
            <Button
              size="dense"
              onClick={() => {
                dismiss(one.id);
                one.action?.run();
              }}
            >
              {one.action.label}
            </Button>
          )}
          {one.undo && (
            <Button size="dense" keys="z" onClick={() => void runUndo(one)}>
              Undo
            </Button>
          )}
          <Toast.Close asChild>
            <IconButton label="Dismiss">
              <X size={14} />
            </IconButton>
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-[360px] max-w-[calc(100vw-32px)] flex-col gap-2 outline-none max-sm:bottom-[72px]" />
    </Toast.Provider>
  );
}
