import type { ComponentProps, ReactNode } from 'react';
import { ariaKeys } from '@/keys/format';
import { cx } from './cx';
import { Keycaps } from './Keycap';

const base =
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-ctl border font-medium no-underline transition-colors duration-80 disabled:cursor-default aria-disabled:cursor-default disabled:opacity-50 aria-disabled:opacity-50';
const tones = {
  primary: 'border-ink bg-ink text-on-ink enabled:hover:opacity-90',
  secondary: 'border-line bg-s1 text-text enabled:hover:bg-s2 enabled:hover:border-ctl',
  ghost: 'border-transparent bg-transparent text-text2 enabled:hover:bg-s2 enabled:hover:text-text',
  danger: 'border-line bg-s1 text-error enabled:hover:bg-error-tint enabled:hover:border-error',
};
const sizes = {
  dense: 'h-7 px-2 text-meta pointer-coarse:h-11 pointer-coarse:px-3',
  normal: 'h-8 px-3 text-body pointer-coarse:h-11 pointer-coarse:px-4',
  icon: 'size-7 text-body pointer-coarse:size-11',
};

interface Style {
  tone?: keyof typeof tones;
  size?: keyof typeof sizes;
}

/** Plain tables: Button is in the entry, where every library counts. */
function buttonStyle({ tone = 'secondary', size = 'normal' }: Style): string {
  return `${base} ${tones[tone]} ${sizes[size]}`;
}

export interface ButtonProps extends ComponentProps<'button'>, Style {
  icon?: ReactNode;
  /** Shortcut in tinykeys syntax, shown as caps. Registering it is the caller's. */
  keys?: string;
  busy?: boolean;
}

export function Button({ tone, size, icon, keys, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={keys && ariaKeys(keys)}
      aria-busy={busy || undefined}
      {...rest}
      disabled={rest.disabled || busy}
      className={cx(buttonStyle({ tone, size }), className)}
    >
      {icon}
      {children}
      {keys && <Keycaps combo={keys} className="ml-1 max-md:hidden" />}
    </button>
  );
}

interface LinkButtonProps extends ComponentProps<'a'>, Style {
  icon?: ReactNode;
}

/** Goes somewhere, so it is a link; the app's router takes the click. */
export function LinkButton({
  tone = 'secondary',
  size,
  icon,
  className,
  children,
  ...rest
}: LinkButtonProps) {
  const hover = {
    primary: 'hover:opacity-90',
    secondary: 'hover:bg-s2 hover:border-ctl',
    ghost: 'hover:bg-s2 hover:text-text',
    danger: 'hover:bg-error-tint',
  }[tone];
  return (
    <a {...rest} className={cx(buttonStyle({ tone, size }), hover, className)}>
      {icon}
      {children}
    </a>
  );
}

/** A control without words needs a name; it doubles as the tooltip. */
export function IconButton({ label, keys, children, ...rest }: ButtonProps & { label: string }) {
  return (
    <Button
      tone="ghost"
      size="icon"
      aria-label={label}
      title={keys ? `${label} (${keys.replace('Shift+', '⇧')})` : label}
      {...rest}
    >
      {children}
    </Button>
  );
}
