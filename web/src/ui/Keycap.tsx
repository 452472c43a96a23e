import { Fragment } from 'react';
import { keycaps } from '@/keys/format';
import { cx } from './cx';

/** "g p" as two caps with a thin gap, "⌘ k" as two caps side by side. */
export function Keycaps({ combo, className }: { combo: string; className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-0.5 whitespace-nowrap', className)}>
      {keycaps(combo).map((press, i) => (
        <Fragment key={i}>
          {i > 0 && <span className="px-px text-chip text-text3">then</span>}
          {press.map((cap) => (
            <kbd
              key={cap}
              className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-chip border border-line bg-s1 px-1 font-sans text-chip text-text2"
            >
              {cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
