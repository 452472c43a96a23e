import { PanelLeft, Search } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { currentUser } from '@/api/bootstrap';
import { short } from '@/lib/number';
import { type Store, useStore } from '@/lib/store';
import { IconButton } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { Keycaps } from '@/ui/Keycap';
import { preloadOverlays } from '@/ui/lazy';
import { Mark } from '@/ui/Trace';
import { navEntries } from './nav';
import { layer, sidebarOpen } from './shellState';

const SidebarLists = lazy(() => import('./SidebarLists'));
const UserMenu = lazy(() => import('./UserMenu'));

interface SidebarProps {
  path: string;
  collapsed?: boolean;
}

export const navStyle =
  'flex h-7 items-center gap-2.5 rounded-ctl px-2 text-body no-underline transition-colors duration-80 pointer-coarse:h-11';

export function NavCount({ count, collapsed }: { count: Store<number>; collapsed?: boolean }) {
  const n = useStore(count);
  if (n === 0) return null;
  if (collapsed)
    return <span className="absolute -top-0.5 -right-1 size-1.5 rounded-full bg-info" title={`${n}`} />;
  return <span className="ml-auto text-meta text-text3 tabular-nums">{short(n)}</span>;
}

function NavAlarm({ alarm, collapsed }: { alarm: Store<string>; collapsed?: boolean }) {
  const words = useStore(alarm);
  if (words === '') return null;
  return (
    <span
      title={words}
      className={cx('size-2 rounded-full bg-error', collapsed ? 'absolute top-1 right-2' : 'ml-auto')}
    >
      <span className="sr-only">{words}</span>
    </span>
  );
}

export function Sidebar({ path, collapsed }: SidebarProps) {
  const role = useStore(currentUser)?.role;
  return (
    <div className="flex h-full flex-col gap-3 overflow-y-auto overflow-x-hidden px-2 pt-2.5 pb-2">
      <div className={cx('flex items-center', collapsed ? 'flex-col gap-2' : 'justify-between')}>
        <a
          href="/"
          aria-label="GoSnag, projects"
          className="flex h-8 items-center gap-2 rounded-ctl px-1.5 font-semibold text-strong no-underline"
        >
          <Mark />
          {!collapsed && 'GoSnag'}
        </a>
        <IconButton
          label={collapsed ? 'Unfold the sidebar' : 'Fold the sidebar'}
          keys="["
          className="text-text3 max-md:hidden"
          onClick={() => sidebarOpen.set(!!collapsed)}
        >
          <PanelLeft size={16} />
        </IconButton>
      </div>
      <button
        type="button"
        title="Jump to anything"
        aria-label={collapsed ? 'Jump to anything' : undefined}
        onClick={() => layer.set('palette')}
        onPointerEnter={preloadOverlays}
        className={cx(
          'flex h-8 shrink-0 items-center gap-2 rounded-ctl border border-line px-2 text-text3 transition-colors duration-80 hover:border-ctl hover:text-text2',
          collapsed && 'justify-center',
        )}
      >
        <Search size={14} aria-hidden="true" />
        {!collapsed && (
          <>
            <span className="flex-1 text-left">Jump to</span>
            <Keycaps combo="$mod+k" />
          </>
        )}
      </button>
      <nav aria-label="Pages" className="grid gap-0.5">
        {navEntries(role).map((entry) => {
          const here = entry.owns(path);
          return (
            <a
              key={entry.href}
              href={entry.href}
              aria-current={here ? 'page' : undefined}
              aria-label={collapsed ? entry.label : undefined}
              title={collapsed ? entry.label : undefined}
              className={cx(
                navStyle,
                'relative',
                here ? 'bg-s3 font-medium text-text' : 'text-text2 hover:bg-s2 hover:text-text',
                collapsed && 'justify-center',
              )}
            >
              <span className="relative">
                <entry.icon size={16} aria-hidden={true} />
                {collapsed && entry.count && <NavCount count={entry.count} collapsed />}
              </span>
              {!collapsed && entry.label}
              {entry.alarm && <NavAlarm alarm={entry.alarm} collapsed={collapsed} />}
              {!collapsed && entry.count && <NavCount count={entry.count} />}
            </a>
          );
        })}
      </nav>
      <Suspense fallback={null}>
        <SidebarLists path={path} collapsed={collapsed} />
      </Suspense>
      <div className="mt-auto">
        <Suspense fallback={<div className={collapsed ? 'h-[60px]' : 'h-8'} />}>
          <UserMenu collapsed={collapsed} />
        </Suspense>
      </div>
    </div>
  );
}
