import { useQuery } from '@tanstack/react-query';
import { Check, LayoutGrid, List, Move, Plus } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { currentUser } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import type { ProjectListItem } from '@/api/types';
import { useKeys } from '@/keys';
import { flag, oneOf, text, useSearchState } from '@/lib/search';
import { useStore } from '@/lib/store';
import { useLiveStatus } from '@/live';
import { Button, IconButton } from '@/ui/Button';
import { inputStyle } from '@/ui/Field';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { moved, reordered } from './arrange';
import { byAttention } from './attention';
import { groupOf } from './GroupLayers';
import { groupsQuery, useMoveToGroup, useReorder } from './group.queries';
import { NewProjectDialog } from './NewProjectDialog';
import { ProjectCard } from './ProjectCard';
import { NoProjects, NothingFits } from './ProjectEmpty';
import { ProjectTable } from './ProjectTable';
import { inTab, NO_GROUP, ProjectTabs } from './ProjectTabs';
import { favoritesQuery, projectsQuery, useLiveProjects } from './project.queries';
import { useCardKeys } from './useCardKeys';

const ArrangeGrid = lazy(() => import('./ArrangeGrid'));
const CARDS_MOST = 24;
const none: never[] = [];
const codec = {
  q: text(),
  sort: oneOf(['attention', 'order'], 'attention'),
  as: oneOf(['', 'cards', 'table'], ''),
  new: flag(),
  arrange: flag(),
  group: text(),
};

interface CardsProps {
  projects: ProjectListItem[];
  scale: number;
  /** undefined = they do not stand in their order. */
  onOrder: ((ids: string[]) => void) | undefined;
}

function Cards({ projects, scale, onOrder }: CardsProps) {
  const ids = projects.map((project) => project.id);
  const to = (from: number, at: number) =>
    onOrder && at >= 0 && at < ids.length ? () => onOrder(moved(ids, from, at)) : undefined;
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-4 p-4 md:p-6">
      {projects.map((project, i) => (
        <ProjectCard
          key={project.id}
          project={project}
          scale={scale}
          move={onOrder && { up: to(i, i - 1), down: to(i, i + 1) }}
        />
      ))}
    </div>
  );
}

const skeleton = (
  <div className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-4 p-4 md:p-6">
    {[1, 2, 3].map((i) => (
      <Skeleton key={i} className="h-[164px] rounded-panel" />
    ))}
  </div>
);

/** What the address asks for, of all projects. */
function useShown(all: ProjectListItem[], search: { q: string; sort: string; group: string }) {
  const { data: favorites = none } = useQuery(favoritesQuery());
  const { q, sort, group } = search;
  return useMemo(() => {
    const wanted = q.trim().toLowerCase();
    const fits = all.filter(
      (project) =>
        inTab(project, group, favorites) && `${project.name} ${project.slug}`.toLowerCase().includes(wanted),
    );
    return sort === 'attention' ? byAttention(fits) : fits;
  }, [all, favorites, q, sort, group]);
}

export default function ProjectsPage() {
  const query = useQuery(projectsQuery());
  const { data: groups = none } = useQuery(groupsQuery());
  const admin = useStore(currentUser)?.role === 'admin';
  const [search, setSearch] = useSearchState(codec);
  const [over, setOver] = useState<string>();
  const live = useLiveStatus();
  const reorder = useReorder();
  const moveToGroup = useMoveToGroup();
  useLiveProjects();
  useCardKeys();
  const all = query.data ?? none;
  const some = all.length > 0;
  const arranging = search.arrange && admin && some;
  const shown = useShown(all, arranging ? { ...search, q: '', sort: 'order' } : search);
  const scale = Math.max(1, ...shown.flatMap((project) => project.trend));
  const as = search.as || (all.length > CARDS_MOST ? 'table' : 'cards');
  const arrange = () => setSearch({ arrange: !arranging, ...(arranging ? { sort: 'order' as const } : {}) });
  useKeys('page', [
    {
      keys: '/',
      label: 'Filter projects',
      group: 'Projects',
      run: () => document.getElementById('project-filter')?.focus(),
    },
    ...(admin
      ? [{ keys: 'n', label: 'New project', group: 'Projects', run: () => setSearch({ new: true }) }]
      : []),
    ...(arranging ? [{ keys: 'Escape', label: 'Arranging is done', group: 'Projects', run: arrange }] : []),
  ]);
  const put = (ids: string[]) => {
    const before = all.map((project) => project.id);
    reorder(reordered(before, ids), before).catch(() => {});
  };
  const drop = (id: string, target: string) => {
    const project = all.find((one) => one.id === id);
    const group = target === NO_GROUP ? null : (groups.find((one) => one.id === target) ?? null);
    if (!project || (project.group_id ?? NO_GROUP) === target) return;
    moveToGroup(project, group, groupOf(project)).catch(() => {});
  };
  const tools = some && (
    <>
      {!arranging && (
        <IconButton
          label={as === 'cards' ? 'Show as a table' : 'Show as cards'}
          onClick={() => setSearch({ as: as === 'cards' ? 'table' : 'cards' })}
        >
          {as === 'cards' ? <List size={16} /> : <LayoutGrid size={16} />}
        </IconButton>
      )}
      {admin && all.length > 1 && (
        <Button
          className="max-sm:hidden"
          tone={arranging ? 'primary' : 'secondary'}
          icon={arranging ? <Check size={14} /> : <Move size={14} />}
          onClick={arrange}
        >
          {arranging ? 'Done' : 'Arrange'}
        </Button>
      )}
      {admin && !arranging && (
        <Button tone="primary" icon={<Plus size={14} />} onClick={() => setSearch({ new: true })}>
          New project
        </Button>
      )}
    </>
  );
  const list = () => {
    if (arranging && shown.length > 0) {
      return (
        <Suspense fallback={skeleton}>
          <ArrangeGrid projects={shown} onOrder={put} onGroup={drop} onOver={setOver} />
        </Suspense>
      );
    }
    if (shown.length === 0) {
      return (
        <NothingFits {...{ all, groups, admin, search }} onAll={() => setSearch({ q: '', group: '' })} />
      );
    }
    if (as === 'table') return <ProjectTable projects={shown} scale={scale} />;
    return (
      <Cards projects={shown} scale={scale} onOrder={admin && search.sort === 'order' ? put : undefined} />
    );
  };
  return (
    <Page title="Projects" live={some ? live : undefined} actions={tools}>
      {query.data && (
        <ProjectTabs
          projects={all}
          current={search.group}
          admin={admin}
          over={over}
          onGo={(group) => setSearch({ group })}
        />
      )}
      {some && !arranging && (
        <div className="flex flex-wrap items-center gap-2 px-4 pt-4 md:px-6">
          <input
            id="project-filter"
            type="search"
            aria-label="Filter projects"
            placeholder="Filter"
            className={`${inputStyle} min-w-[120px] flex-1 sm:max-w-[240px]`}
            value={search.q}
            onChange={(event) => setSearch({ q: event.target.value })}
          />
          <select
            aria-label="Sort"
            className={`${inputStyle} w-auto!`}
            value={search.sort}
            onChange={(event) => setSearch({ sort: event.target.value as typeof search.sort })}
          >
            <option value="attention">Needs attention first</option>
            <option value="order">Our order</option>
          </select>
          <p className="ml-auto text-meta text-text3 max-sm:hidden">Errors of 14 days, one scale</p>
        </div>
      )}
      <QueryPanel query={query} what="The projects could not be read" skeleton={skeleton}>
        {(projects) => (projects.length === 0 ? <NoProjects admin={admin} /> : list())}
      </QueryPanel>
      <NewProjectDialog open={search.new && admin && some} onClose={() => setSearch({ new: false })} />
    </Page>
  );
}
