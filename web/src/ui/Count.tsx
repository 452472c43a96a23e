import { exact, short } from '@/lib/number';
import { cx } from './cx';

/** 12.4k, the exact figure on hover. */
export function Count({ n, unit, className }: { n: number; unit?: string; className?: string }) {
  return (
    <span className={cx('whitespace-nowrap tabular-nums', className)} title={exact(n)}>
      {short(n)}
      {unit && <span className="text-text3"> {unit}</span>}
    </span>
  );
}
