import { expect, it } from 'vitest';
import { aProject } from '@/testing/samples';
import { listedProjects, viewHref } from './sidebarEntries';

const projects = ['a', 'b', 'c', 'd'].map((id) => aProject({ id, slug: `slug-${id}` }));
const names = (listed: { id: string }[]) => listed.map(({ id }) => id).join('');

it('favourites stand first and are never cut', () => {
  const { starred, others, left } = listedProjects(projects, ['c', 'a', 'd'], 2);
  expect([names(starred), names(others), left]).toEqual(['acd', '', 1]);
});
it('the others fill what is left, in their order', () => {
  const { starred, others, left } = listedProjects(projects, ['c'], 3);
  expect([names(starred), names(others), left]).toEqual(['c', 'ab', 1]);
});
it('a view leads to the list it was made for', () => {
  const view = { id: 'v1', name: 'Mine', shared: false } as never as Parameters<typeof viewHref>[0];
  expect(viewHref(view, projects)).toBe('/issues?view=v1');
  expect(viewHref({ ...view, project_id: 'b' }, projects)).toBe('/projects/slug-b/issues?view=v1');
});
