import { BookOpen, Keyboard, LogOut, Monitor, Moon, Settings, Sun } from 'lucide-react';
import { useEffect } from 'react';
import { currentUser, preferences } from '@/api/bootstrap';
import { useCalm } from '@/api/calm';
import { api } from '@/api/client';
import { updatePreferences } from '@/api/preferences';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { Avatar } from '@/ui/Avatar';
import { cx } from '@/ui/cx';
import { MenuButton } from '@/ui/Menu';
import { beginLater } from './later';
import { layer } from './shellState';

const themes = [
  { theme: 'system', label: 'As the system', Icon: Monitor },
  { theme: 'dark', label: 'Dark', Icon: Moon },
  { theme: 'light', label: 'Light', Icon: Sun },
] as const;

export async function signOut(): Promise<void> {
  await api.POST('/auth/logout').catch(() => {});
  location.assign(paths.login());
}

export default function UserMenu({ collapsed }: { collapsed?: boolean }) {
  const user = useStore(currentUser);
  const now = useStore(preferences).theme ?? 'system';
  const calm = useCalm();
  useEffect(() => {
    if (calm) beginLater();
  }, [calm]);
  if (!user) return null;
  const name = user.name || user.email;
  const { Icon } = themes.find((one) => one.theme === now) ?? themes[0];
  return (
    <div className={cx('flex items-center gap-1', collapsed ? 'flex-col-reverse' : 'justify-between')}>
      <MenuButton
        label={`${name}: account`}
        aria-label={`${name}: account`}
        side="top"
        tone="ghost"
        className={cx('min-w-0 justify-start', collapsed ? 'w-8 px-1' : 'max-w-[150px] px-1.5')}
        entries={[
          { label: 'Settings', icon: <Settings size={14} />, keys: 'g s', href: paths.settings() },
          {
            label: 'All keys',
            icon: <Keyboard size={14} />,
            keys: 'Shift+?',
            onSelect: () => layer.set('help'),
          },
          {
            label: 'API documentation',
            icon: <BookOpen size={14} />,
            onSelect: () => location.assign(paths.apiDocs()),
          },
          'line',
          { label: 'Sign out', icon: <LogOut size={14} />, onSelect: () => void signOut() },
        ]}
      >
        <Avatar name={name} />
        {!collapsed && <span className="truncate">{name}</span>}
      </MenuButton>
      <MenuButton
        label="Theme"
        aria-label="Theme"
        title="Theme"
        side="top"
        tone="ghost"
        size="icon"
        entries={themes.map(({ theme, label, Icon: ThemeIcon }) => ({
          label: theme === now ? `${label} (now)` : label,
          icon: <ThemeIcon size={14} />,
          onSelect: () => updatePreferences({ theme }),
        }))}
      >
        <Icon size={16} />
      </MenuButton>
    </div>
  );
}
