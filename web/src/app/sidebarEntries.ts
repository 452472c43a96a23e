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

/** Favourites first, the others in their order; together no more than `most`, all favourites kept. */
export function listedProjects(
  projects: readonly ProjectListItem[],
  favorites: readonly string[],
  most: number,
): Listed {
  const starred = projects.filter((project) => favorites.includes(project.id!));
  const rest = projects.filter((project) => !favorites.includes(project.id!));
  const others = rest.slice(0, Math.max(0, most - starred.length));
  return { starred, others, left: rest.length - others.length };
}

export function viewHref(view: View, projects: readonly ProjectListItem[]): string {
  const search = `view=${view.id}`;
  if (!view.project_id) return paths.issues(search);
  const slug = projects.find((project) => project.id === view.project_id)?.slug ?? view.project_id;
  return paths.projectIssues(slug, search);
}
