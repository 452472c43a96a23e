/** Shape and word always accompany hue: five levels, six states. */
import type { ReactNode } from 'react';
import { cx } from './cx';

export type LevelName = 'fatal' | 'error' | 'warning' | 'info' | 'debug';
export type StatusName = 'open' | 'new' | 'reopened' | 'resolved' | 'snoozed' | 'ignored';

const levelShape: Record<LevelName, ReactNode> = {
  fatal: <path d="M5 1.500h6L14.5 5v6L11 14.500H5L1.5 11V5z" fill="currentColor" />,
  error: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  warning: <path d="M8 1.8 15 14H1z" fill="currentColor" strokeLinejoin="round" />,
  info: <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" fill="currentColor" />,
  debug: <circle cx="8" cy="8" r="4.6" fill="none" stroke="currentColor" strokeWidth="2" />,
};
export const levelColor: Record<LevelName, string> = {
  fatal: 'text-fatal',
  error: 'text-error',
  warning: 'text-warning',
  info: 'text-info',
  debug: 'text-debug',
};

/** SDKs send what they like; what is unknown looks like an error. */
export function levelName(level: string): LevelName {
  return level in levelShape ? (level as LevelName) : 'error';
}

export function LevelGlyph({
  level,
  size = 12,
  className,
}: {
  level: string;
  size?: number;
  className?: string;
}) {
  const name = levelName(level);
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      role="img"
      aria-label={name}
      className={cx('shrink-0', levelColor[name], className)}
    >
      <title>{name}</title>
      {levelShape[name]}
    </svg>
  );
}

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75, strokeLinecap: 'round' } as const;
const statusShape: Record<StatusName, ReactNode> = {
  open: <circle cx="8" cy="8" r="5.5" {...stroke} />,
  new: (
    <>
      <circle cx="8" cy="8" r="5.5" {...stroke} />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  reopened: (
    <path d="M13.3 9.500A5.5 5.5 0 1 1 12 4.200M12.5 1.500v3.200H9.3" {...stroke} strokeLinejoin="round" />
  ),
  resolved: <path d="m2.5 8.5 3.6 3.6 7.4-8" {...stroke} strokeWidth={2} strokeLinejoin="round" />,
  snoozed: (
    <>
      <circle cx="8" cy="8" r="5.5" {...stroke} />
      <path d="M8 5v3.300l2.2 1.3" {...stroke} />
    </>
  ),
  ignored: (
    <>
      <circle cx="8" cy="8" r="5.5" {...stroke} />
      <path d="m4.3 11.7 7.4-7.4" {...stroke} />
    </>
  ),
};
export const statusColor: Record<StatusName, string> = {
  open: 'text-open',
  new: 'text-open',
  reopened: 'text-reopened',
  resolved: 'text-resolved',
  snoozed: 'text-snoozed',
  ignored: 'text-ignored',
};

export function StatusGlyph({ status, size = 14 }: { status: string; size?: number }) {
  const name = status in statusShape ? (status as StatusName) : 'open';
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      role="img"
      aria-label={name}
      className={cx('shrink-0', statusColor[name])}
    >
      <title>{name}</title>
      {statusShape[name]}
    </svg>
  );
}
