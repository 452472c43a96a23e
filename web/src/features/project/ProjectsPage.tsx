import { useQuery } from '@tanstack/react-query';
import { LayoutGrid, List, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { currentUser } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import type { ProjectListItem } from '@/api/types';
import { useKeys } from '@/keys';
import { flag, oneOf, text, useSearchState } from '@/lib/search';
import { useStore } from '@/lib/store';
import { useLiveStatus } from '@/live';
import { Button, IconButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { inputStyle } from '@/ui/Field';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { byAttention } from './attention';
import { NewProjectDialog, NewProjectForm } from './NewProjectDialog';
import { ProjectCard } from './ProjectCard';
import { ProjectTable } from './ProjectTable';
import { inTab, ProjectTabs } from './ProjectTabs';
import { favoritesQuery, projectsQuery, useLiveProjects } from './project.queries';
import { useCardKeys } from './useCardKeys';

const CARDS_MOST = 24;
const none: string[] = [];
const codec = {
  q: text(),
  sort: oneOf(['attention', 'order'], 'attention'),
  as: oneOf(['', 'cards', 'table'], ''),
  new: flag(),
  group: text(),
};

function Cards({ projects, scale }: { projects: ProjectListItem[]; scale: number }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-4 p-4 md:p-6">
      {projects.map((project) => (
        <ProjectCard key={project.id} project={project} scale={scale} />
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

function NoProjects({ admin }: { admin: boolean }) {
  if (!admin) {
    return (
      <EmptyState title="There is no project yet">
        An admin makes projects. Ask one, then come back.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Create the first project">
      <p>A project gets its own address for SDKs, its own issues and its own rules.</p>
      <div className="mx-auto mt-6 w-[300px] max-w-full">
        <NewProjectForm />
      </div>
    </EmptyState>
  );
}

export default function ProjectsPage() {
  const query = useQuery(projectsQuery());
  const admin = useStore(currentUser)?.role === 'admin';
  const [search, setSearch] = useSearchState(codec);
  const live = useLiveStatus();
  useLiveProjects();
  useCardKeys();
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
  ]);
  const all = query.data;
  const { data: favorites = none } = useQuery(favoritesQuery());
  const shown = useMemo(() => {
    const wanted = search.q.trim().toLowerCase();
    const fits = (all ?? []).filter(
      (project) =>
        inTab(project, search.group, favorites) &&
        `${project.name} ${project.slug}`.toLowerCase().includes(wanted),
    );
    return search.sort === 'attention' ? byAttention(fits) : fits;
  }, [all, favorites, search.group, search.q, search.sort]);
  const scale = Math.max(1, ...shown.flatMap((project) => project.trend));
  const as = search.as || ((all?.length ?? 0) > CARDS_MOST ? 'table' : 'cards');
  const some = (all?.length ?? 0) > 0;
  const tools = some && (
    <>
      <IconButton
        label={as === 'cards' ? 'Show as a table' : 'Show as cards'}
        onClick={() => setSearch({ as: as === 'cards' ? 'table' : 'cards' })}
      >
        {as === 'cards' ? <List size={16} /> : <LayoutGrid size={16} />}
      </IconButton>
      {admin && (
        <Button tone="primary" icon={<Plus size={14} />} onClick={() => setSearch({ new: true })}>
          New project
        </Button>
      )}
    </>
  );
  return (
    <Page title="Projects" live={some ? live : undefined} actions={tools}>
      {all && <ProjectTabs projects={all} current={search.group} />}
      {some && (
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
        {(projects) => {
          if (projects.length === 0) return <NoProjects admin={admin} />;
          if (shown.length === 0) {
            return (
              <EmptyState
                title={search.q ? `No project here is called “${search.q}”` : 'No project is in this group'}
                action={<Button onClick={() => setSearch({ q: '', group: '' })}>Show all projects</Button>}
              />
            );
          }
          return as === 'cards' ? (
            <Cards projects={shown} scale={scale} />
          ) : (
            <div className="px-1 py-3 md:px-3">
              <ProjectTable projects={shown} scale={scale} />
            </div>
          );
        }}
      </QueryPanel>
      <NewProjectDialog open={search.new && admin && some} onClose={() => setSearch({ new: false })} />
    </Page>
  );
}
