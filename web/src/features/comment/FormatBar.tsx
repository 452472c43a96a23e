import { Bold, Code, Italic, Link, List, type LucideIcon, Quote } from 'lucide-react';
import { cx } from '@/ui/cx';
import { around, asCode, asLink, eachLine, type Selected } from './format';

type Change = (selected: Selected) => Selected;

/** The keys are the ones of other editors; they work in the text. */
export const formats: readonly { label: string; key?: string; icon: LucideIcon; change: Change }[] = [
  { label: 'Bold', key: 'b', icon: Bold, change: (s) => around(s, '**') },
  { label: 'Italic', key: 'i', icon: Italic, change: (s) => around(s, '_') },
  { label: 'Code', key: 'e', icon: Code, change: asCode },
  { label: 'Link', icon: Link, change: asLink },
  { label: 'List', icon: List, change: (s) => eachLine(s, '- ') },
  { label: 'Quote', icon: Quote, change: (s) => eachLine(s, '> ') },
];

interface FormatBarProps {
  /** Nothing can be changed in what is only shown. */
  off: boolean;
  onFormat: (change: Change) => void;
}

export function FormatBar({ off, onFormat }: FormatBarProps) {
  return (
    <div role="group" aria-label="Format" className={cx('flex', off && 'invisible')}>
      {formats.map(({ label, key, icon: Icon, change }) => (
        <button
          key={label}
          type="button"
          title={key ? `${label} (Ctrl ${key.toUpperCase()})` : label}
          aria-label={label}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onFormat(change)}
          className="flex size-7 items-center justify-center rounded-ctl text-text2 hover:bg-s2 hover:text-text pointer-coarse:size-11"
        >
          <Icon size={14} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
