import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

const looks = {
  error: { style: 'bg-error-tint', ink: 'text-error', Icon: CircleAlert },
  warning: { style: 'bg-warning-tint', ink: 'text-warning', Icon: TriangleAlert },
  info: { style: 'bg-s2', ink: 'text-text2', Icon: Info },
};

interface NoteProps {
  tone?: keyof typeof looks;
  children: ReactNode;
  /** Spoken at once: the answer to what was just done. */
  alert?: boolean;
  className?: string;
}

export function Note({ tone = 'info', children, alert, className }: NoteProps) {
  const { style, ink, Icon } = looks[tone];
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={cx('flex gap-2 rounded-ctl px-3 py-2 text-body text-text', style, className)}
    >
      <Icon size={16} className={cx('mt-0.5 shrink-0', ink)} aria-hidden="true" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
