import { type ReactNode, useRef, useState } from 'react';
import { Button, type ButtonProps } from './Button';
import { LazyMenu, preloadOverlays } from './lazy';

export type MenuEntry =
  | 'line'
  | {
      label: string;
      hint?: string;
      icon?: ReactNode;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      onSelect?: () => void;
      href?: string;
    };

export interface MenuProps {
  label: string;
  entries: readonly MenuEntry[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom' | 'right';
}

/** A button that opens a menu. The button is there at once, the menu's code comes on intent. */
export function MenuButton({
  label,
  entries,
  align,
  side,
  children,
  ...rest
}: MenuProps & Omit<ButtonProps, 'onClick'>) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span className="relative inline-flex">
      <Button
        {...rest}
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={rest['aria-label'] ?? (typeof children === 'string' ? undefined : label)}
        onPointerEnter={preloadOverlays}
        onFocus={preloadOverlays}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </Button>
      {open && (
        <LazyMenu
          {...{ label, entries, align, side }}
          onClose={(refocus) => {
            setOpen(false);
            if (refocus) button.current?.focus();
          }}
        />
      )}
    </span>
  );
}
