import { GripVertical } from 'lucide-react';
import { useEffect, useId } from 'react';
import type { ProjectListItem } from '@/api/types';
import { cx } from '@/ui/cx';
import { ProjectTile } from './ProjectTile';
import { useArrange } from './useArrange';

interface ArrangeGridProps {
  /** Of the tab, in their order. */
  projects: readonly ProjectListItem[];
  onOrder: (ids: string[]) => void;
  onGroup: (id: string, group: string) => void;
  /** The tab the pointer holds one over. */
  onOver: (group: string | undefined) => void;
}

/** The cards without their figures, to be put in order. */
export default function ArrangeGrid({ projects, onOrder, onGroup, onOver }: ArrangeGridProps) {
  const help = useId();
  const by = new Map(projects.map((project) => [project.id, project]));
  const { grid, order, lifted, onKeyDown, onPointerDown } = useArrange({
    ids: projects.map((project) => project.id),
    nameOf: (id) => by.get(id)?.name ?? '',
    onOrder,
    onGroup,
  });
  const over = lifted?.over;
  useEffect(() => onOver(over), [onOver, over]);
  return (
    <div className="p-4 md:p-6">
      <p id={help} className="mb-4 text-body text-text2">
        Drag a project to its place, or onto a group above. With keys: space lifts and drops it, arrows move
        it, escape puts it back.
      </p>
      <ul
        ref={grid}
        aria-label="Projects in their order"
        className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-4"
      >
        {order.map((id) => {
          const project = by.get(id);
          if (!project) return null;
          const isLifted = lifted?.id === id;
          return (
            <li key={id}>
              <button
                type="button"
                aria-describedby={help}
                aria-pressed={isLifted}
                onKeyDown={(event) => onKeyDown(event, id)}
                onPointerDown={(event) => onPointerDown(event, id)}
                className={cx(
                  'flex h-14 w-full cursor-grab! touch-none select-none items-center gap-2.5 rounded-panel border bg-s1 px-3 text-left text-strong font-semibold active:cursor-grabbing!',
                  isLifted ? 'border-focus bg-s2 shadow-layer' : 'border-line hover:border-ctl',
                )}
              >
                <GripVertical size={16} aria-hidden="true" className="shrink-0 text-text3" />
                <ProjectTile project={project} />
                <span className="min-w-0 flex-1 truncate">{project.name}</span>
                {project.group_name && (
                  <span className="max-w-[40%] truncate text-meta font-normal text-text3">
                    {project.group_name}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
