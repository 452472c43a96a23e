import { type ReactNode, useRef, useState } from 'react';
import { Button, type ButtonProps } from './Button';
import { LazyPopover, preloadOverlays } from './lazy';

interface PopoverButtonProps extends Omit<ButtonProps, 'onClick' | 'content'> {
  label: string;
  align?: 'start' | 'end';
  /** Gets a function that closes it. */
  content: (close: () => void) => ReactNode;
}

export function PopoverButton({ label, align, content, children, ...rest }: PopoverButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span className="relative inline-flex">
      <Button
        {...rest}
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={preloadOverlays}
        onFocus={preloadOverlays}
        onClick={() => setOpen(!open)}
      >
        {children}
      </Button>
      {open && (
        <LazyPopover label={label} align={align} onClose={close}>
          {content(close)}
        </LazyPopover>
      )}
    </span>
  );
}
