import type { ReactNode } from 'react';
import { LazyConfirm } from './lazy';

export interface ConfirmProps {
  title: string;
  /** The consequence. */
  children: ReactNode;
  /** On the button: "Delete project". */
  verb: string;
  danger?: boolean;
  /** Has to be typed first. */
  typed?: string;
  onConfirm: () => unknown;
  onClose: () => void;
}

export function Confirm({ open, ...props }: ConfirmProps & { open: boolean }) {
  return open ? <LazyConfirm {...props} /> : null;
}
