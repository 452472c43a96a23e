import type { ReactNode } from 'react';
import { LazyPicker } from './lazy';

export interface PickerItem {
  id: string;
  label: string;
  detail?: string;
  also?: string;
  section?: string;
  icon?: ReactNode;
  keys?: string;
}

export interface PickerProps {
  label: string;
  placeholder: string;
  items: readonly PickerItem[];
  onPick: (item: PickerItem) => void;
  onQuery?: (text: string) => void;
  empty?: ReactNode;
}

/** Lives inside a Dialog or a popover; local ranking over ≤ 50 rows, more comes from the server. */
export function Picker(props: PickerProps) {
  return <LazyPicker {...props} />;
}
