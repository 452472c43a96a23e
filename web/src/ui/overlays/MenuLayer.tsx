import { DropdownMenu } from 'radix-ui';
import { useKeys } from '@/keys';
import { cx } from '../cx';
import { Keycaps } from '../Keycap';
import type { MenuEntry, MenuProps } from '../Menu';
import { useOnce } from './useOnce';

const itemStyle =
  'flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-chip px-2 py-1 text-body outline-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-s3 pointer-coarse:min-h-11';

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry === 'line') return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
  const inner = (
    <>
      <span className="flex size-4 items-center justify-center text-text2">{entry.icon}</span>
      <span className="min-w-0 flex-1">
        <span className="block">{entry.label}</span>
        {entry.hint && <span className="block text-meta text-text3">{entry.hint}</span>}
      </span>
      {entry.keys && <Keycaps combo={entry.keys} />}
    </>
  );
  const style = cx(itemStyle, entry.danger && 'text-error');
  if (entry.href) {
    return (
      <DropdownMenu.Item asChild className={cx(style, 'no-underline')}>
        <a href={entry.href}>{inner}</a>
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.Item disabled={entry.disabled} onSelect={entry.onSelect} className={style}>
      {inner}
    </DropdownMenu.Item>
  );
}

export function MenuLayer({
  label,
  entries,
  align,
  side,
  onClose,
}: MenuProps & { onClose: (refocus: boolean) => void }) {
  useKeys('dialog', []);
  const close = useOnce(onClose);
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && close(true)}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" tabIndex={-1} className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      {/* Inside the page's landmark, so that everything on the page has one. */}
      <DropdownMenu.Portal container={document.getElementById('main')}>
        <DropdownMenu.Content
          align={align ?? 'start'}
          side={side ?? 'bottom'}
          sideOffset={4}
          collisionPadding={8}
          loop
          aria-label={label}
          aria-labelledby={undefined}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={() => close(false)}
          className="layer-in z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-[200px] max-w-[340px] overflow-auto rounded-panel border border-line bg-s1 p-1 shadow-layer outline-none"
        >
          {entries.map((entry, i) => (
            <Entry key={entry === 'line' ? i : entry.label} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
