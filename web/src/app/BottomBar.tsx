import { Ellipsis, Search } from 'lucide-react';
import { currentUser } from '@/api/bootstrap';
import { useStore } from '@/lib/store';
import { cx } from '@/ui/cx';
import { navEntries } from './nav';
import { NavCount } from './Sidebar';
import { layer } from './shellState';

const itemStyle = 'flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-chip no-underline';

export function BottomBar({ path }: { path: string }) {
  const role = useStore(currentUser)?.role;
  return (
    <nav
      aria-label="Pages, small screen"
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-30 flex h-14 border-t border-line bg-s1 pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {navEntries(role)
        .filter((entry) => entry.bottom)
        .map((entry) => {
          const here = entry.owns(path);
          return (
            <a
              key={entry.href}
              href={entry.href}
              aria-current={here ? 'page' : undefined}
              className={cx(itemStyle, here ? 'font-semibold text-text' : 'text-text2')}
            >
              <span className="relative">
                <entry.icon size={20} aria-hidden={true} />
                {entry.count && <NavCount count={entry.count} collapsed />}
              </span>
              {entry.label}
            </a>
          );
        })}
      <button type="button" className={cx(itemStyle, 'text-text2')} onClick={() => layer.set('palette')}>
        <Search size={20} aria-hidden="true" />
        Jump
      </button>
      <button type="button" className={cx(itemStyle, 'text-text2')} onClick={() => layer.set('drawer')}>
        <Ellipsis size={20} aria-hidden="true" />
        More
      </button>
    </nav>
  );
}
