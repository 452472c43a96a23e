import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Keycaps } from '../Keycap';
import type { PickerItem, PickerProps } from '../Picker';
import { rank } from '../rank';

const ROWS_MOST = 50;
const none: never[] = [];

function Row({ item, onPick }: { item: PickerItem; onPick: () => void }) {
  return (
    <Command.Item
      value={item.id}
      onSelect={onPick}
      className="flex min-h-9 cursor-pointer select-none items-center gap-3 rounded-ctl px-3 text-body data-[selected=true]:bg-s3 pointer-coarse:min-h-11"
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-text2">{item.icon}</span>
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.detail && <span className="max-w-[45%] truncate text-meta text-text3">{item.detail}</span>}
      {item.keys && <Keycaps combo={item.keys} />}
    </Command.Item>
  );
}

/** A search field over a list: palette, assignee, tag and release pickers. */
export function PickerLayer(props: PickerProps) {
  const { label, placeholder, items, onPick, onQuery, empty, term, found = none, foundFirst } = props;
  const [query, setQuery] = useState('');
  const [value, setValue] = useState('');
  const local = rank(items, term ?? query, ROWS_MOST);
  const shown = foundFirst ? [...found, ...local] : [...local, ...found];
  // The first row is the chosen one until the reader moves, also when an answer comes late.
  const first = shown[0]?.id ?? '';
  const [top, setTop] = useState(first);
  if (top !== first) {
    setTop(first);
    if (value === top || !shown.some((item) => item.id === value)) setValue(first);
  }
  const sections = [...new Set(shown.map((item) => item.section ?? ''))];
  const change = (text: string) => {
    setQuery(text);
    onQuery?.(text);
  };
  return (
    <Command
      label={label}
      shouldFilter={false}
      loop
      value={value}
      onValueChange={setValue}
      className="flex min-h-0 flex-col"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search size={16} className="shrink-0 text-text3" aria-hidden="true" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={change}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text');
            if (!props.onPasteLines || !text.trim().includes('\n')) return;
            event.preventDefault();
            props.onPasteLines(text.trim());
          }}
          onKeyDown={(event) => {
            if (event.key === 'Backspace' && query === '') props.onBack?.();
          }}
          placeholder={placeholder}
          aria-label={label}
          className="h-12 min-w-0 flex-1 bg-transparent text-strong outline-none"
        />
        <Keycaps combo="Escape" />
      </div>
      <Command.List label={label} className="max-h-[min(420px,56vh)] scroll-py-2 overflow-auto p-2">
        {shown.length === 0 && <p className="px-3 py-6 text-center text-text2">{empty ?? 'Nothing fits.'}</p>}
        {sections.map((section) => (
          <Command.Group
            key={section}
            heading={section || undefined}
            className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-text3"
          >
            {shown
              .filter((item) => (item.section ?? '') === section)
              .map((item) => (
                <Row key={item.id} item={item} onPick={() => onPick(item)} />
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}
