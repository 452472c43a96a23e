import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { currentUser } from '@/api/bootstrap';
import { aProject, aUser } from '@/testing/samples';
import { renderPage, stubServer } from '@/testing/server';
import ProjectsPage from './ProjectsPage';

let server: ReturnType<typeof stubServer>;
beforeEach(() => {
  server = stubServer();
  server.answer('get', '/favorites', [] as never);
  server.answer('get', '/groups', []);
  currentUser.set(aUser());
});
const shop = aProject({
  id: '1',
  name: 'shop',
  slug: 'shop',
  open_issues: 3,
  last_event_at: new Date().toISOString(),
});
const api = aProject({
  id: '2',
  name: 'api',
  slug: 'api',
  reopened: 2,
  last_event_at: new Date().toISOString(),
});

it('what hurts most stands first, each card leads to its issues', async () => {
  server.answer('get', '/projects', [shop, api]);
  renderPage(<ProjectsPage />);
  const cards = await screen.findAllByRole('article');
  expect(cards.map((card) => within(card).getByRole('link').textContent)).toEqual(['api', 'shop']);
  expect(within(cards[1]!).getByRole('link').getAttribute('href')).toBe('/projects/shop/issues');
  expect(within(cards[0]!).getByText('2 reopened')).toBeTruthy();
});
it('a project without events leads to its setup', async () => {
  server.answer('get', '/projects', [aProject({ name: 'fresh', slug: 'fresh' })]);
  renderPage(<ProjectsPage />);
  const card = await screen.findByRole('article');
  expect(within(card).getByRole('link').getAttribute('href')).toBe('/projects/fresh/setup');
});
it('the first project is made on the spot and leads on to connecting', async () => {
  server.answer('get', '/projects', []);
  server.answer('post', '/projects', aProject({ slug: 'web' }) as never);
  const { history } = renderPage(<ProjectsPage />);
  await userEvent.type(await screen.findByLabelText('Name'), 'web');
  await userEvent.click(screen.getByRole('button', { name: 'Create project' }));
  await expect.poll(() => history?.at(-1)).toBe('/projects/web/setup');
  expect(server.heard).toContainEqual({ method: 'POST', path: '/projects', body: { name: 'web' } });
});
it('a taken name is said at the field', async () => {
  server.answer('get', '/projects', []);
  server.refuse('post', '/projects', 409, { error: 'slug taken', field: 'slug' });
  renderPage(<ProjectsPage />);
  await userEvent.type(await screen.findByLabelText('Name'), 'web{Enter}');
  expect(await screen.findByText('A project of this name exists.')).toBeTruthy();
});
it('a failed read names the failure and the request, and offers to try again', async () => {
  server.refuse('get', '/projects', 403, { error: 'no' });
  renderPage(<ProjectsPage />);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The projects could not be read');
  expect(alert.textContent).toContain('req-1');
  server.answer('get', '/projects', [shop]);
  await userEvent.click(within(alert).getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('article')).toBeTruthy();
});
it('a member sees no verbs that are not theirs', async () => {
  currentUser.set(aUser({ role: 'member' }));
  server.answer('get', '/projects', []);
  renderPage(<ProjectsPage />);
  expect(await screen.findByText('There is no project yet')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /project/i })).toBeNull();
});

it('a star shows at once and makes a tab', async () => {
  currentUser.set(aUser({ role: 'member' }));
  server.answer('get', '/projects', [shop, api]);
  server.answer('put', '/projects/{project}/favorite', { status: 'added' } as never, '/projects/1/favorite');
  renderPage(<ProjectsPage />);
  expect(screen.queryByRole('navigation', { name: 'Groups' })).toBeNull();
  await userEvent.click(await screen.findByRole('button', { name: 'Make shop a favourite' }));
  expect(await screen.findByRole('button', { name: 'shop is a favourite' })).toBeTruthy();
  const tabs = screen.getByRole('navigation', { name: 'Groups' });
  expect(within(tabs).getByRole('link', { name: 'Favourites 1' }).getAttribute('href')).toBe(
    '/?group=favorites',
  );
});
it('shows the group of the address', async () => {
  server.answer('get', '/projects', [
    shop,
    aProject({ id: '3', name: 'ios', group_id: 'g1', group_name: 'Mobile' }),
  ]);
  renderPage(<ProjectsPage />, '/?group=g1');
  expect((await screen.findAllByRole('article')).length).toBe(1);
  expect(screen.getByRole('link', { name: 'Mobile 1' }).getAttribute('aria-current')).toBe('page');
});

const mobile = { id: 'g1', name: 'Mobile', default_slack_webhook_url_set: false } as never;

it('an admin makes a group in place and goes to it: empty, with the way to fill it', async () => {
  server.answer('get', '/projects', [shop, api]);
  server.answer('post', '/groups', mobile);
  const { history } = renderPage(<ProjectsPage />);
  await userEvent.click(await screen.findByRole('button', { name: 'New group' }));
  server.answer('get', '/groups', [mobile]);
  await userEvent.type(screen.getByLabelText('Name of the new group'), 'Mobile{Enter}');
  await expect.poll(() => history?.at(-1)).toBe('/?group=g1');
  expect(server.heard).toContainEqual({ method: 'POST', path: '/groups', body: { name: 'Mobile' } });
  expect(await screen.findByText('No project is in Mobile')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Add a project' })).toBeTruthy();
});
it('space lifts, arrows move, space drops: the whole order is sent once', async () => {
  const ios = aProject({ id: '3', name: 'ios', slug: 'ios' });
  server.answer('get', '/projects', [shop, api, ios]);
  server.answer('put', '/projects/reorder', undefined as never);
  renderPage(<ProjectsPage />, '/?arrange=1');
  (await screen.findByRole('button', { name: /^shop/ })).focus();
  await userEvent.keyboard(' {ArrowRight}');
  expect(screen.getByRole('button', { name: /^shop/ }).getAttribute('aria-pressed')).toBe('true');
  expect(document.activeElement?.textContent).toContain('shop');
  await userEvent.keyboard('{Escape}');
  expect(names()).toEqual(['shop', 'api', 'ios']);
  server.answer('get', '/projects', [api, ios, shop]);
  await userEvent.keyboard(' {ArrowRight}{ArrowRight} ');
  await expect.poll(names).toEqual(['api', 'ios', 'shop']);
  const sent = server.heard.filter((one) => one.path === '/projects/reorder');
  expect(sent.map((one) => one.body)).toEqual([
    [
      { id: '2', position: 0 },
      { id: '3', position: 1 },
      { id: '1', position: 2 },
    ],
  ]);
});
function names() {
  const list = screen.getByRole('list', { name: 'Projects in their order' });
  return within(list)
    .getAllByRole('button')
    .map((one) => one.querySelector('.truncate')?.textContent);
}
it('a project that fell silent says so, and for how long', async () => {
  const silent_since = new Date(Date.now() - 3 * 24 * 3600 * 1000).toISOString();
  server.answer('get', '/projects', [{ ...shop, silent_since, errors_last_week: 40 }]);
  renderPage(<ProjectsPage />);
  expect((await screen.findByText('no event for 3 d')).className).not.toContain('text3');
});
