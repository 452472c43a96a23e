import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { useKeys } from '@/keys';
import { useOnce } from './useOnce';

interface PopoverLayerProps {
  label: string;
  align?: 'start' | 'end';
  onClose: () => void;
  children: ReactNode;
}

/** Hangs from the nearest positioned element around it. */
export function PopoverLayer({ label, align, onClose, children }: PopoverLayerProps) {
  useKeys('dialog', []);
  const close = useOnce(onClose);
  return (
    <Popover.Root open onOpenChange={(open) => !open && close()}>
      <Popover.Anchor asChild>
        <span aria-hidden="true" className="pointer-events-none absolute inset-0" />
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          align={align ?? 'start'}
          sideOffset={4}
          collisionPadding={8}
          className="layer-in z-50 max-h-(--radix-popover-content-available-height) w-[320px] max-w-[calc(100vw-16px)] overflow-auto rounded-panel border border-line bg-s1 shadow-layer outline-none"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
