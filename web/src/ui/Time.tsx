import { useState } from 'react';
import { createStore, useStore } from '@/lib/store';
import { absolute, age, relative } from '@/lib/time';
import { copyText } from './CopyButton';
import { cx } from './cx';

/** One ticker for all times on the page. */
const TICK = 10_000;
const tick = createStore(0);
if (typeof window !== 'undefined') {
  window.setInterval(() => document.visibilityState === 'visible' && tick.set((n) => n + 1), TICK);
}

interface TimeProps {
  iso: string | null | undefined;
  /** "3 min ago" instead of "3 min". */
  ago?: boolean;
  /** A click copies the ISO form. Not in rows that are links themselves. */
  copies?: boolean;
  className?: string;
}

export function Time({ iso, ago, copies, className }: TimeProps) {
  useStore(tick);
  const [copied, setCopied] = useState(false);
  if (!iso) return <span className={cx('text-text3', className)}>never</span>;
  const words = ago ? relative(iso) : age(iso);
  const time = (
    <time dateTime={iso} title={absolute(iso)} className={cx('whitespace-nowrap', className)}>
      {copied ? 'copied' : words}
    </time>
  );
  if (!copies) return time;
  const copy = () => {
    void copyText(iso).then(() => {
      setCopied(true);
      window.setTimeout(() => setCopied(false), 1200);
    });
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`${words}; copy the exact time`}
      className="hover:text-text"
    >
      {time}
    </button>
  );
}
