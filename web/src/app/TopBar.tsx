import { Menu, Search } from 'lucide-react';
import { IconButton } from '@/ui/Button';
import { Mark } from '@/ui/Trace';
import { layer } from './shellState';

/** Between the sidebar and the bottom bar: 640 to 900 px. */
export function TopBar() {
  return (
    <div
      data-print="hide"
      className="flex h-12 items-center gap-2 border-b border-line bg-s1 px-3 max-sm:hidden md:hidden"
    >
      <IconButton label="Menu" onClick={() => layer.set('drawer')}>
        <Menu size={16} />
      </IconButton>
      <a
        href="/"
        aria-label="GoSnag, projects"
        className="flex items-center gap-2 font-semibold no-underline"
      >
        <Mark /> GoSnag
      </a>
      <IconButton label="Jump to anything" className="ml-auto" onClick={() => layer.set('palette')}>
        <Search size={16} />
      </IconButton>
    </div>
  );
}
