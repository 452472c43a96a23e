import type { ReactNode } from 'react';
import { Trace } from './Trace';

interface EmptyStateProps {
  /** The cause, as a sentence. */
  title: string;
  children?: ReactNode;
  /** One button, at most one link. */
  action?: ReactNode;
  /** flat = nothing to do, blip = something is missing. */
  kind?: 'flat' | 'blip';
}

export function EmptyState({ title, children, action, kind = 'blip' }: EmptyStateProps) {
  return (
    <div className="mx-auto flex w-full max-w-[460px] flex-col items-center px-4 py-12 text-center">
      <Trace kind={kind} className="mb-4" />
      <p className="text-strong font-semibold">{title}</p>
      {children && <div className="mt-1 text-body text-text2">{children}</div>}
      {action && <div className="mt-5 flex flex-wrap items-center justify-center gap-3">{action}</div>}
    </div>
  );
}
