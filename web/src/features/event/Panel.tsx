import type { ReactNode } from 'react';
import { Count } from '@/ui/Count';

interface PanelProps {
  /** Target of a jump link. */
  id: string;
  title: string;
  count?: number;
  action?: ReactNode;
  children: ReactNode;
}

/** One part of an event; a hairline between parts, no boxes. */
export function Panel({ id, title, count, action, children }: PanelProps) {
  return (
    <section
      id={id}
      aria-label={title}
      className="scroll-mt-14 border-t border-line px-4 py-4 first:border-0 md:px-6"
    >
      <div className="mb-2 flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="text-section font-semibold">{title}</h2>
        {count !== undefined && <Count n={count} className="text-meta text-text3" />}
        {action && <div className="ml-auto flex flex-wrap items-center gap-1.5">{action}</div>}
      </div>
      {children}
    </section>
  );
}

interface FoldedProps {
  title: string;
  note?: string;
  onToggle?: (open: boolean) => void;
  children: ReactNode;
}

/** Folded until asked for, with the size of what waits. */
export function Folded({ title, note, onToggle, children }: FoldedProps) {
  return (
    <details
      className="group border-t border-line py-1.5 first:border-0"
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className="flex min-h-6 items-center gap-2 text-body font-medium text-text2 marker:text-text3 hover:text-text pointer-coarse:min-h-11">
        <span
          aria-hidden="true"
          className="w-3 text-center text-text3 transition-transform duration-80 group-open:rotate-90"
        >
          ›
        </span>
        {title}
        {note && <span className="font-normal text-text3">{note}</span>}
      </summary>
      <div className="pt-1 pb-2">{children}</div>
    </details>
  );
}
