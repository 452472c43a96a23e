/** What stands in the sidebar below the pages. */
import type { Answer, ProjectListItem } from '@/api/types';
import { paths } from '@/lib/paths';

type View = Answer<'/views'>['items'][number];

interface Listed {
  starred: ProjectListItem[];
  others: ProjectListItem[];
  /** Neither here nor there: the page of all projects has them. */
  left: number;
}

/** The name of the project that an address is in: slug, number or uuid. */
export const nameInPath = (path: string): string | undefined =>
  /^\/projects\/([^/]+)/.exec(path)?.[1]?.toLowerCase();

/** Slug and number lead to a project as its uuid does. */
export const isNamed = (project: ProjectListItem, name: string | undefined): boolean =>
  name !== undefined && (name === project.slug || name === project.id || name === String(project.numeric_id));

/** Favourites first, the others in their order; together no more than `most`, all favourites and the one
 * that is open (`name`) kept. */
export function listedProjects(
  projects: readonly ProjectListItem[],
  favorites: readonly string[],
  most: number,
  name?: string,
): Listed {
  const starred = projects.filter((project) => favorites.includes(project.id!));
  const rest = projects.filter((project) => !favorites.includes(project.id!));
  const room = Math.max(0, most - starred.length);
  const others = rest.filter((project, i) => i < room || isNamed(project, name));
  return { starred, others, left: rest.length - others.length };
}

export function viewHref(view: View, projects: readonly ProjectListItem[]): string {
  const search = `view=${view.id}`;
  if (!view.project_id) return paths.issues(search);
  const slug = projects.find((project) => project.id === view.project_id)?.slug ?? view.project_id;
  return paths.projectIssues(slug, search);
}
