import { Ellipsis, Plus, Users } from 'lucide-react';
import { exact, short } from '@/lib/number';
import { Button, IconButton } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import type { ListView } from './views';

interface IssueTabsProps {
  views: readonly ListView[];
  current: ListView;
  counts: Readonly<Record<string, number | undefined>>;
  changed: boolean;
  /** May the reader save this view, rename it, delete it? */
  mayChange: boolean;
  menu: readonly MenuEntry[];
  onChange: (view: ListView) => void;
  onSave: () => void;
  onSaveAs: () => void;
  onReset: () => void;
}

/** Built-in and saved views with what is in them; a changed one says so. */
export function IssueTabs(props: IssueTabsProps) {
  const { views, current, counts, changed, mayChange, menu, onChange, onSave, onSaveAs, onReset } = props;
  return (
    <div className="flex items-center border-b border-line pr-4 md:pr-6">
      <nav aria-label="Views" className="min-w-0 flex-1 overflow-x-auto pl-2 md:pl-4">
        <ul className="flex gap-1">
          {views.map((one) => (
            <Tab
              key={one.id}
              view={one}
              here={one.id === current.id}
              count={counts[one.id]}
              onChange={() => onChange(one)}
            />
          ))}
        </ul>
      </nav>
      <div className="flex shrink-0 items-center gap-1 pl-2">
        {changed && (
          <>
            {current.saved && mayChange && (
              <Button size="dense" tone="primary" onClick={onSave}>
                Save
              </Button>
            )}
            <Button size="dense" onClick={onSaveAs}>
              Save as
            </Button>
            <Button size="dense" tone="ghost" onClick={onReset}>
              Reset
            </Button>
          </>
        )}
        {current.saved && mayChange && (
          <MenuButton label="This view" size="icon" tone="ghost" align="end" entries={menu}>
            <Ellipsis size={16} />
          </MenuButton>
        )}
        {!changed && (
          <IconButton label="Save as a new view" onClick={onSaveAs}>
            <Plus size={16} />
          </IconButton>
        )}
      </div>
    </div>
  );
}

interface TabProps {
  view: ListView;
  here: boolean;
  count: number | undefined;
  onChange: () => void;
}

function Tab({ view, here, count, onChange }: TabProps) {
  return (
    <li>
      <button
        type="button"
        aria-current={here ? 'true' : undefined}
        onClick={onChange}
        className={cx(
          'flex h-9 items-center gap-1.5 border-b-2 px-2 text-body whitespace-nowrap pointer-coarse:h-11',
          here ? 'border-text font-medium text-text' : 'border-transparent text-text2 hover:text-text',
        )}
      >
        {view.saved?.shared && <Users size={13} aria-label="Shared" role="img" className="text-text3" />}
        <span className="max-w-[180px] truncate">{view.label}</span>
        {count !== undefined && (
          <span className="text-meta text-text3 tabular-nums" title={exact(count)}>
            {short(count)}
          </span>
        )}
      </button>
    </li>
  );
}
