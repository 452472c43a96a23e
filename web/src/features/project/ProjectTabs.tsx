import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Plus, Star } from 'lucide-react';
import { useState } from 'react';
import type { ProjectListItem } from '@/api/types';
import { IconButton } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { MenuButton } from '@/ui/Menu';
import { GroupLayers } from './GroupLayers';
import { GroupName } from './GroupName';
import { type Group, groupsQuery } from './group.queries';
import { favoritesQuery } from './project.queries';

export const FAVORITES = 'favorites';
/** Where a project is dropped to be in no group. */
export const NO_GROUP = '';
const none: never[] = [];

interface Tab {
  id: string;
  label: string;
  count: number;
}

/** The groups as the server orders them; until they have come, those that projects name. */
function knownGroups(projects: readonly ProjectListItem[], groups: readonly Group[]) {
  const all = new Map(groups.map(({ id, name }) => [id, name]));
  for (const { group_id: id, group_name: name = '' } of projects) if (id && !all.has(id)) all.set(id, name);
  return [...all];
}

function tabsOf(
  projects: readonly ProjectListItem[],
  groups: readonly Group[],
  favorites: readonly string[],
) {
  const own = projects.filter((project) => favorites.includes(project.id)).length;
  const tabs: Tab[] = [
    { id: NO_GROUP, label: 'All', count: projects.length },
    ...knownGroups(projects, groups).map(([id, label]) => ({
      id,
      label,
      count: projects.filter((project) => project.group_id === id).length,
    })),
    ...(own > 0 ? [{ id: FAVORITES, label: 'Favourites', count: own }] : []),
  ];
  return tabs;
}

/** A project passes the tab: its group, or the reader's star. */
export function inTab(project: ProjectListItem, tab: string, favorites: readonly string[]): boolean {
  if (tab === '') return true;
  return tab === FAVORITES ? favorites.includes(project.id) : project.group_id === tab;
}

function TabLink({ tab, here, over }: { tab: Tab; here: boolean; over: boolean }) {
  return (
    <a
      href={tab.id === '' ? '/' : `/?group=${tab.id}`}
      data-group={tab.id === FAVORITES ? undefined : tab.id}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex h-7 items-center gap-1.5 whitespace-nowrap rounded-ctl px-2.5 no-underline pointer-coarse:h-11',
        here ? 'bg-s3 font-medium text-text' : 'text-text2 hover:bg-s2 hover:text-text',
        over && 'outline-2 outline-focus',
      )}
    >
      {tab.id === FAVORITES && <Star size={14} aria-hidden="true" />}
      <span className="max-w-[220px] truncate">{tab.label}</span>{' '}
      <span className="text-meta text-text3">{tab.count}</span>
    </a>
  );
}

interface ProjectTabsProps {
  projects: readonly ProjectListItem[];
  current: string;
  /** May change groups. */
  admin: boolean;
  /** A project is held over it. */
  over?: string | undefined;
  onGo: (group: string) => void;
}

/** Groups and favourites. Admins make, rename and delete groups here. */
export function ProjectTabs({ projects, current, admin, over, onGo }: ProjectTabsProps) {
  const { data: favorites = none } = useQuery(favoritesQuery());
  const { data: groups = none } = useQuery(groupsQuery());
  const [naming, setNaming] = useState<'new' | 'old'>();
  // By its end the name's button is there again, and has the focus again.
  const [named, setNamed] = useState<'new' | 'old'>();
  const [layer, setLayer] = useState<'hook' | 'delete' | 'pick'>();
  const tabs = tabsOf(projects, groups, favorites);
  const group = groups.find((one) => one.id === current);
  const done = (left = false) => {
    setNamed(left ? undefined : naming);
    setNaming(undefined);
  };
  if (tabs.length < 2 && !(admin && projects.length > 1)) return null;
  return (
    <div className="flex items-center gap-0.5 px-4 pt-3 md:px-6">
      <nav aria-label="Groups" className="-m-0.5 flex min-w-0 gap-0.5 overflow-x-auto p-0.5">
        {tabs.map((tab) =>
          naming === 'old' && tab.id === current && group ? (
            <GroupName key={tab.id} group={group} onDone={(_, left) => done(left)} />
          ) : (
            <TabLink key={tab.id} tab={tab} here={tab.id === current} over={tab.id === over} />
          ),
        )}
      </nav>
      {admin && group && naming !== 'old' && (
        <MenuButton
          label={`Group ${group.name}`}
          size="icon"
          tone="ghost"
          autoFocus={named === 'old'}
          entries={[
            { label: 'Add a project…', onSelect: () => setLayer('pick') },
            { label: 'Rename', onSelect: () => setNaming('old') },
            {
              label: 'Slack hook…',
              hint: group.default_slack_webhook_url_set ? 'One is kept' : 'None yet',
              onSelect: () => setLayer('hook'),
            },
            'line',
            { label: 'Delete group…', danger: true, onSelect: () => setLayer('delete') },
          ]}
        >
          <Ellipsis size={16} />
        </MenuButton>
      )}
      {admin &&
        (naming === 'new' ? (
          <GroupName
            onDone={(saved, left) => {
              done(left);
              if (saved) onGo(saved.id);
            }}
          />
        ) : (
          <IconButton label="New group" autoFocus={named === 'new'} onClick={() => setNaming('new')}>
            <Plus size={16} />
          </IconButton>
        ))}
      {group && (
        <GroupLayers
          {...{ group, projects, layer }}
          onClose={() => setLayer(undefined)}
          onDeleted={() => onGo('')}
        />
      )}
    </div>
  );
}
