import { useQuery } from '@tanstack/react-query';
import { Layers, Star, Users } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useSearch } from 'wouter';
import { $api } from '@/api/client';
import type { Answer, ProjectListItem } from '@/api/types';
import { useUnreadLive } from '@/features/inbox';
import { favoritesQuery } from '@/features/project';
import { short } from '@/lib/number';
import { paths } from '@/lib/paths';
import { cx } from '@/ui/cx';
import { projectLinks } from './nav';
import { navStyle } from './Sidebar';
import { isNamed, listedProjects, nameInPath, viewHref } from './sidebarEntries';

type View = Answer<'/views'>['items'][number];

const VIEWS_MOST = 8;
const PROJECTS_MOST = 12;
const none: never[] = [];

function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="grid grid-cols-1 gap-0.5">
      <p className="px-2 pb-0.5 text-meta text-text3">{label}</p>
      {children}
    </nav>
  );
}

/** The other pages of the project one is in. */
function PagesOfProject({ slug, path }: { slug: string; path: string }) {
  // The address may name it otherwise than its links do.
  const at = path.replace(/^\/projects\/[^/]+/, paths.project(slug));
  return projectLinks().map((link) => {
    const href = link.href(slug);
    const here = at === href || at.startsWith(`${href}/`);
    return (
      <a
        key={href}
        href={href}
        aria-current={here ? 'page' : undefined}
        className={cx(navStyle, 'pl-5', here ? 'text-text' : 'text-text3 hover:bg-s2 hover:text-text')}
      >
        {link.label}
      </a>
    );
  });
}

interface ProjectEntryProps {
  project: ProjectListItem;
  path: string;
  starred?: boolean;
}

function ProjectEntry({ project, path, starred }: ProjectEntryProps) {
  const here = isNamed(project, nameInPath(path));
  return (
    <Fragment>
      <a
        href={paths.projectIssues(project.slug!)}
        aria-current={here ? 'true' : undefined}
        className={cx(navStyle, here ? 'bg-s2 text-text' : 'text-text2 hover:bg-s2 hover:text-text')}
      >
        {starred && <Star size={13} aria-hidden="true" className="shrink-0 fill-current text-text3" />}
        <span className="min-w-0 flex-1 truncate">{project.name}</span>
        {project.open_issues > 0 && (
          <span className="text-meta text-text3" title={`${project.open_issues} open errors`}>
            {short(project.open_issues)}
            <span className="sr-only"> open errors</span>
          </span>
        )}
      </a>
      {here && <PagesOfProject slug={project.slug!} path={path} />}
    </Fragment>
  );
}

function ViewEntry({ view, href, here }: { view: View; href: string; here: boolean }) {
  return (
    <a
      href={href}
      aria-current={here ? 'page' : undefined}
      className={cx(navStyle, here ? 'bg-s2 text-text' : 'text-text2 hover:bg-s2 hover:text-text')}
    >
      {view.shared ? <Users size={13} aria-hidden="true" /> : <Layers size={13} aria-hidden="true" />}
      <span className="min-w-0 flex-1 truncate">{view.name}</span>
    </a>
  );
}

/** Favourites, saved views, projects in their order. */
function Lists({ path }: { path: string }) {
  const search = useSearch();
  const { data: projects = none } = useQuery($api.queryOptions('get', '/projects'));
  const { data: favorites = none } = useQuery(favoritesQuery());
  const { data: views } = useQuery($api.queryOptions('get', '/views', { params: { query: {} } }));
  const { starred, others, left } = listedProjects(projects, favorites, PROJECTS_MOST, nameInPath(path));
  return (
    <>
      {starred.length > 0 && (
        <List label="Favourites">
          {starred.map((project) => (
            <ProjectEntry key={project.id} {...{ project, path }} starred />
          ))}
        </List>
      )}
      {views && views.items.length > 0 && (
        <List label="Saved views">
          {views.items.slice(0, VIEWS_MOST).map((view) => {
            const href = viewHref(view, projects);
            return <ViewEntry key={view.id} {...{ view, href }} here={href === `${path}?${search}`} />;
          })}
        </List>
      )}
      {others.length > 0 && (
        <List label="Projects">
          {others.map((project) => (
            <ProjectEntry key={project.id} {...{ project, path }} />
          ))}
          {left > 0 && (
            <a href={paths.projects()} className={cx(navStyle, 'text-text3 hover:bg-s2 hover:text-text')}>
              All {projects.length}
            </a>
          )}
        </List>
      )}
    </>
  );
}

/** What the first paint does not wait for; a folded sidebar still hears the inbox. */
export default function SidebarLists({ path, collapsed }: { path: string; collapsed?: boolean }) {
  useUnreadLive();
  return collapsed ? null : <Lists path={path} />;
}
