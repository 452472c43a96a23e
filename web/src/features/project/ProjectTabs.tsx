import { useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import type { ProjectListItem } from '@/api/types';
import { cx } from '@/ui/cx';
import { favoritesQuery } from './project.queries';

export const FAVORITES = 'favorites';

interface Tab {
  id: string;
  label: string;
  count: number;
}

function tabsOf(projects: readonly ProjectListItem[], favorites: readonly string[]): Tab[] {
  const groups = new Map<string, Tab>();
  for (const { group_id: id, group_name: label = '' } of projects) {
    if (!id) continue;
    const tab = groups.get(id) ?? { id, label, count: 0 };
    groups.set(id, { ...tab, count: tab.count + 1 });
  }
  const own = projects.filter((project) => favorites.includes(project.id)).length;
  return [
    { id: '', label: 'All', count: projects.length },
    ...groups.values(),
    ...(own > 0 ? [{ id: FAVORITES, label: 'Favourites', count: own }] : []),
  ];
}

/** A project passes the tab: its group, or the reader's star. */
export function inTab(project: ProjectListItem, tab: string, favorites: readonly string[]): boolean {
  if (tab === '') return true;
  return tab === FAVORITES ? favorites.includes(project.id) : project.group_id === tab;
}

/** Groups and favourites, once there are any. */
export function ProjectTabs({
  projects,
  current,
}: {
  projects: readonly ProjectListItem[];
  current: string;
}) {
  const { data: favorites = [] } = useQuery(favoritesQuery());
  const tabs = tabsOf(projects, favorites);
  if (tabs.length < 2) return null;
  return (
    <nav aria-label="Groups" className="flex gap-0.5 overflow-x-auto px-4 pt-3 md:px-6">
      {tabs.map((tab) => (
        <a
          key={tab.id}
          href={tab.id === '' ? '/' : `/?group=${tab.id}`}
          aria-current={tab.id === current ? 'page' : undefined}
          className={cx(
            'flex h-7 items-center gap-1.5 whitespace-nowrap rounded-ctl px-2.5 no-underline pointer-coarse:h-11',
            tab.id === current ? 'bg-s3 font-medium text-text' : 'text-text2 hover:bg-s2 hover:text-text',
          )}
        >
          {tab.id === FAVORITES && <Star size={14} aria-hidden="true" />}
          {tab.label} <span className="text-meta text-text3">{tab.count}</span>
        </a>
      ))}
    </nav>
  );
}
