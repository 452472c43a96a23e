import { X } from 'lucide-react';
import { cx } from '@/ui/cx';

interface FilterChipProps {
  text: string;
  /** The server does not understand it. */
  bad: boolean;
  onEdit: () => void;
  onRemove: () => void;
}

/** One token of the query: its text edits it, its cross takes it away. */
export function FilterChip({ text, bad, onEdit, onRemove }: FilterChipProps) {
  const at = text.indexOf(':') + 1;
  return (
    <span
      className={cx(
        'inline-flex h-6 max-w-full items-center rounded-chip bg-s2 text-meta pointer-coarse:h-9',
        bad && 'bg-error-tint',
      )}
    >
      <button
        type="button"
        aria-label={bad ? `Edit ${text}, not understood` : `Edit ${text}`}
        onClick={onEdit}
        className={cx(
          'h-full min-w-6 truncate rounded-l-chip pl-1.5 font-mono hover:bg-s3',
          bad && 'text-error underline decoration-wavy decoration-error underline-offset-2',
        )}
      >
        <span className={bad ? '' : 'text-text3'}>{text.slice(0, at)}</span>
        {text.slice(at)}
      </button>
      <button
        type="button"
        aria-label={`Remove ${text}`}
        onClick={onRemove}
        className="flex h-full w-6 shrink-0 items-center justify-center rounded-r-chip text-text2 hover:bg-s3 hover:text-text pointer-coarse:w-9"
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}
