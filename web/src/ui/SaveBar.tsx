import type { ReactNode } from 'react';
import { Button } from './Button';
import { LeaveGuard } from './LeaveGuard';
import { Note } from './Note';

interface SaveBarProps {
  /** Names of what differs; nothing is drawn while there are none. */
  changed: readonly string[];
  busy: boolean;
  /** Why it was not saved; stands where one looks, not below the bar. */
  error?: ReactNode;
  onReset: () => void;
}

/** Stands at the foot of a form once something differs, and asks before one leaves. Belongs inside the form. */
export function SaveBar({ changed, busy, error, onReset }: SaveBarProps) {
  if (changed.length === 0) return null;
  return (
    <div className="sticky bottom-4 mt-4 flex flex-wrap items-center gap-3 rounded-panel border border-line bg-s1 px-4 py-2.5 shadow-layer max-sm:bottom-[72px]">
      <LeaveGuard changed={changed} />
      {error && (
        <Note tone="error" alert className="basis-full">
          {error}
        </Note>
      )}
      <p className="min-w-0 flex-1 text-body text-text2">
        Changed: {changed.join(', ').replaceAll('_', ' ')}
      </p>
      <Button type="reset" tone="ghost" onClick={onReset}>
        Reset
      </Button>
      <Button type="submit" tone="primary" busy={busy}>
        Save
      </Button>
    </div>
  );
}
