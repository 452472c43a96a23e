import { expect, it } from 'vitest';
import { aProject } from '@/testing/samples';
import { isNamed, listedProjects, nameInPath, viewHref } from './sidebarEntries';

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
it('the project that is open is listed, though others fill the room', () => {
  const { others, left } = listedProjects(projects, [], 2, 'slug-d');
  expect([names(others), left]).toEqual(['abd', 1]);
});
it('a project is open by its slug, its number and its uuid', () => {
  const project = aProject({ id: '0190a5d0-0000-7000-8000-000000000001', slug: 'shop', numeric_id: 7 });
  for (const name of ['shop', '7', '0190A5D0-0000-7000-8000-000000000001'])
    expect(isNamed(project, nameInPath(`/projects/${name}/issues`))).toBe(true);
  expect(isNamed(project, nameInPath('/projects/shopping/issues'))).toBe(false);
  expect(isNamed(project, nameInPath('/issues'))).toBe(false);
});
it('a view leads to the list it was made for', () => {
  const view = { id: 'v1', name: 'Mine', shared: false } as never as Parameters<typeof viewHref>[0];
  expect(viewHref(view, projects)).toBe('/issues?view=v1');
  expect(viewHref({ ...view, project_id: 'b' }, projects)).toBe('/projects/slug-b/issues?view=v1');
});
