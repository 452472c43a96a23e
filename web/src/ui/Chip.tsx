import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cx } from './cx';

const style = cva(
  'inline-flex h-[18px] max-w-full items-center gap-1 truncate rounded-chip px-1.5 text-chip font-medium',
  {
    variants: {
      tone: {
        plain: 'border border-line text-text2',
        quiet: 'bg-s2 text-text2',
        fatal: 'bg-fatal-tint text-fatal',
        error: 'bg-error-tint text-error',
        warning: 'bg-warning-tint text-warning',
        info: 'bg-info-tint text-info',
        debug: 'bg-debug-tint text-debug',
        open: 'bg-open-tint text-open',
        reopened: 'bg-reopened-tint text-reopened',
        resolved: 'bg-resolved-tint text-resolved',
        snoozed: 'bg-snoozed-tint text-snoozed',
        ignored: 'bg-ignored-tint text-ignored',
      },
    },
    defaultVariants: { tone: 'plain' },
  },
);

export type ChipTone = NonNullable<VariantProps<typeof style>['tone']>;

export function Chip({ tone, className, ...rest }: ComponentProps<'span'> & { tone?: ChipTone }) {
  return <span {...rest} className={cx(style({ tone }), className)} />;
}
