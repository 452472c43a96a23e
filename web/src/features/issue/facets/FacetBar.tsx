import { exact } from '@/lib/number';
import { liftWords, percent } from './facets';

interface FacetBarProps {
  name: string;
  share: number;
  count: number;
  lift?: unknown;
  /** Only events that have it. */
  onPick?: () => void;
}

/** One value: its share as a bar, its name, how unusual it is. */
export function FacetBar({ name, share, count, lift, onPick }: FacetBarProps) {
  const often = liftWords(lift);
  const inner = (
    <>
      <span
        aria-hidden="true"
        data-print="hide"
        className="absolute inset-y-0.5 left-0 rounded-chip bg-s3"
        style={{ width: `${Math.max(1, share * 100)}%` }}
      />
      <span className="relative min-w-0 flex-1 truncate text-left" dir="auto">
        {name === '' ? '(empty)' : name}
      </span>
      {often && (
        <span className="relative shrink-0 text-reopened" title="So much more often than in other issues">
          {often}
        </span>
      )}
      <span className="relative shrink-0 text-text2">{percent(share)}</span>
    </>
  );
  const style = 'relative flex h-6 w-full items-center gap-2 px-1.5 pointer-coarse:h-11';
  const title = `${name}: ${exact(count)} events`;
  return onPick ? (
    <button
      type="button"
      className={`${style} rounded-chip outline-offset-[-2px]! hover:text-focus`}
      title={`${title}; click to see only these`}
      onClick={onPick}
    >
      {inner}
    </button>
  ) : (
    <span className={style} title={title}>
      {inner}
    </span>
  );
}
