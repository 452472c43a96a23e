import { useQuery } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import type { ProjectListItem } from '@/api/types';
import { paths } from '@/lib/paths';
import { Dialog } from '@/ui/Dialog';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import { Skeleton } from '@/ui/Skeleton';
import { groupOf } from './GroupLayers';
import { groupsQuery, useMoveToGroup } from './group.queries';

const IconForm = lazy(() => import('./IconForm'));
const none: never[] = [];

export interface ProjectMenuProps {
  project: ProjectListItem;
  /** Where it stands among those shown in their order; undefined = not in their order. */
  move?: { up?: (() => void) | undefined; down?: (() => void) | undefined } | undefined;
}

/** What can be done with a project without opening it. Above the link that covers the card. */
export function ProjectMenu({ project, move }: ProjectMenuProps) {
  const { data: groups = none } = useQuery(groupsQuery());
  const [icon, setIcon] = useState(false);
  const toGroup = useMoveToGroup();
  const was = groupOf(project);
  const others = groups.filter((group) => group.id !== project.group_id);
  const go = (group: (typeof groups)[number] | null) => void toGroup(project, group, was).catch(() => {});
  const admin: MenuEntry[] = [
    { label: 'Icon and colour…', onSelect: () => setIcon(true) },
    ...(move
      ? [
          { label: 'Move up', disabled: !move.up, onSelect: () => move.up?.() },
          { label: 'Move down', disabled: !move.down, onSelect: () => move.down?.() },
        ]
      : []),
    ...(others.length > 0 || was ? ['line' as const] : []),
    ...others.map((group) => ({ label: `Move to ${group.name}`, onSelect: () => go(group) })),
    ...(was ? [{ label: 'Take out of its group', onSelect: () => go(null) }] : []),
    'line',
  ];
  return (
    <>
      <MenuButton
        label={`More for ${project.name}`}
        data-card-menu
        size="icon"
        tone="ghost"
        align="end"
        className="-my-1 -mr-1.5 relative z-10"
        entries={[
          ...(isAdmin() ? admin : []),
          { label: 'Connect an SDK', href: paths.projectSetup(project.slug) },
          { label: 'Settings', href: paths.settingsOfProject(project.slug) },
        ]}
      >
        <Ellipsis size={16} />
      </MenuButton>
      <Dialog open={icon} size="normal" title="Icon and colour" onClose={() => setIcon(false)}>
        <Suspense fallback={<Skeleton className="h-[320px]" />}>
          <IconForm project={project} onClose={() => setIcon(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}
