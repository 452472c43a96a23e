import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { $api } from '@/api/client';
import { short } from '@/lib/number';
import { paths } from '@/lib/paths';
import { cx } from '@/ui/cx';
import { projectLinks } from './nav';
import { navStyle } from './Sidebar';

const SHOWN_MOST = 12;

/** The other pages of the project one is in. */
function PagesOfProject({ slug, path }: { slug: string; path: string }) {
  return projectLinks().map((link) => {
    const href = link.href(slug);
    const here = path === href || path.startsWith(`${href}/`);
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

/** Projects in their order, each with its open errors. */
export function ProjectLinks({ path }: { path: string }) {
  const { data: projects = [] } = useQuery($api.queryOptions('get', '/projects'));
  if (projects.length === 0) return null;
  return (
    <nav aria-label="Projects" className="grid grid-cols-1 gap-0.5">
      <p className="px-2 pb-0.5 text-meta text-text3">Projects</p>
      {projects.slice(0, SHOWN_MOST).map((project) => {
        const here = path.startsWith(`${paths.project(project.slug)}/`);
        return (
          <Fragment key={project.id}>
            <a
              href={paths.projectIssues(project.slug)}
              aria-current={here ? 'true' : undefined}
              className={cx(navStyle, here ? 'bg-s2 text-text' : 'text-text2 hover:bg-s2 hover:text-text')}
            >
              <span className="min-w-0 flex-1 truncate">{project.name}</span>
              {project.open_issues > 0 && (
                <span className="text-meta text-text3" title={`${project.open_issues} open errors`}>
                  {short(project.open_issues)}
                  <span className="sr-only"> open errors</span>
                </span>
              )}
            </a>
            {here && <PagesOfProject slug={project.slug} path={path} />}
          </Fragment>
        );
      })}
      {projects.length > SHOWN_MOST && (
        <a href={paths.projects()} className={cx(navStyle, 'text-text3 hover:bg-s2 hover:text-text')}>
          All {projects.length}
        </a>
      )}
    </nav>
  );
}
