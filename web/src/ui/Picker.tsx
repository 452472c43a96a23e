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
  /** What the items are ranked by, when that is not the whole text. */
  term?: string;
  /** What somebody else found: shown as it is, before or after what is here. */
  found?: readonly PickerItem[];
  foundFirst?: boolean;
  /** Several lines do not fit a field: true = taken. */
  onPasteLines?: (text: string) => void;
  /** Backspace in an empty field. */
  onBack?: () => void;
  empty?: ReactNode;
}

/** Lives inside a Dialog or a popover; local ranking over ≤ 50 rows, more comes from the server. */
export function Picker(props: PickerProps) {
  return <LazyPicker {...props} />;
}
