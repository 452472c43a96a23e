import type { ReactNode } from 'react';
import { cx } from '@/ui/cx';
import type { Json } from './json';
import { Value } from './Value';

interface KeyValuesProps {
  /** Names may come twice (headers). */
  entries: readonly (readonly [string, Json])[];
  /** Values in the letters of code. */
  mono?: boolean;
  quoted?: boolean;
  /** Beside a value. */
  extra?: (name: string) => ReactNode;
}

/** Names left, values right; one under the other where there is little room. */
export function KeyValues({ entries, mono, quoted, extra }: KeyValuesProps) {
  return (
    <dl className="text-meta">
      {entries.map(([name, value], i) => (
        <div
          key={`${name}${i}`}
          className="grid items-baseline grid-cols-[clamp(72px,28%,168px)_minmax(0,1fr)] gap-x-3 rounded-chip px-1.5 py-[3px] odd:bg-s2/50"
        >
          <dt className={cx('truncate text-text2', mono && 'font-mono')} title={name}>
            {name}
          </dt>
          <dd className={cx('min-w-0', mono && 'font-mono')}>
            <Value value={value} quoted={quoted} />
            {extra?.(name)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
