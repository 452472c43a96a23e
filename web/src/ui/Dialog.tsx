import type { ReactNode } from 'react';
import { LazyDialog } from './lazy';

export interface DialogProps {
  title: string;
  description?: ReactNode;
  onClose: () => void;
  children: ReactNode;
  size?: 'small' | 'normal' | 'large';
  /** A drawer instead of a box. */
  side?: 'left';
  hideTitle?: boolean;
  /** Neither escape nor a click outside closes it. */
  blocking?: boolean;
}

/** Traps and gives back the focus; a sheet from below on small screens. */
export function Dialog({ open, ...props }: DialogProps & { open: boolean }) {
  return open ? <LazyDialog {...props} /> : null;
}
