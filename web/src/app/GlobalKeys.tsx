import { currentUser } from '@/api/bootstrap';
import { useKeys } from '@/keys';
import { useStore } from '@/lib/store';
import { undoLast } from '@/ui/toast';
import { navEntries } from './nav';
import { goTo } from './navigation';
import { layer, sidebarOpen } from './shellState';

export function GlobalKeys() {
  const role = useStore(currentUser)?.role;
  useKeys('global', [
    { keys: '$mod+k', label: 'Jump to anything', inFields: true, run: () => layer.set('palette') },
    { keys: ['Shift+?', '?'], label: 'All keys', run: () => layer.set('help') },
    { keys: '[', label: 'Fold the sidebar', run: () => sidebarOpen.set((open) => !open) },
    { keys: 'z', label: 'Undo', run: () => undoLast() },
    ...navEntries(role)
      .filter((entry) => entry.keys)
      .map((entry) => ({
        keys: entry.keys!,
        label: entry.label,
        group: 'Go to',
        run: () => goTo(entry.href),
      })),
  ]);
  return null;
}
