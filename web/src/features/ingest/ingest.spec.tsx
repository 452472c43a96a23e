import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { Route } from 'wouter';
import { currentUser } from '@/api/bootstrap';
import type { Filters, Limits, Lookup } from '@/api/types';
import { aUser } from '@/testing/samples';
import { renderPage, stubServer } from '@/testing/server';
import FiltersPage from './FiltersPage';
import LimitsPage from './LimitsPage';
import OutcomesPage from './OutcomesPage';

const at = (section: string) => `/projects/shop/settings/${section}`;
const page = (section: string, Page: () => React.ReactNode) =>
  renderPage(<Route path="/projects/:project/settings/:section" component={Page} />, at(section));

const filters: Filters = {
  addresses: [],
  user_agents: [],
  releases: ['0.*'],
  environments: [],
  messages: [],
  error_types: [],
  browser_extensions: false,
  localhost: false,
  web_crawlers: false,
  health_checks: false,
  allowed_origins: [],
  version: 3,
};
const limits: Limits = {
  per_minute: 0,
  per_hour: 0,
  per_day: 0,
  categories: [{ category: 'error', per_minute: 5, per_hour: 0, per_day: 0 }],
  spike_protection: true,
  version: 1,
};

let server: ReturnType<typeof stubServer>;
beforeEach(() => {
  server = stubServer();
  currentUser.set(aUser());
  server.answer('get', '/projects/{project}/settings/filters', filters, at('filters'));
  server.answer('get', '/projects/{project}/settings/limits', limits, at('limits'));
});

it('only what was changed is sent, with the version that was read', async () => {
  server.answer('put', '/projects/{project}/settings/filters', { ...filters, version: 4 }, at('filters'));
  page('filters', FiltersPage);
  await userEvent.type(await screen.findByLabelText('Error types'), 'Abort*');
  await userEvent.click(screen.getByLabelText('Visits of web crawlers'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(server.heard.at(-1)).toEqual({
    method: 'PUT',
    path: at('filters'),
    body: { error_types: ['Abort*'], web_crawlers: true, version: 3 },
  });
});
it('a stale version is told, and theirs can be shown', async () => {
  server.refuse('put', at('filters'), 409, { error: 'somebody else', code: 'stale' });
  page('filters', FiltersPage);
  await userEvent.click(await screen.findByLabelText('Pages on localhost'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Somebody else changed these settings/)).toBeTruthy();
  server.answer('get', '/projects/{project}/settings/filters', { ...filters, version: 9 }, at('filters'));
  await userEvent.click(screen.getByRole('button', { name: 'Show theirs' }));
  await expect.poll(() => screen.queryByText(/Somebody else changed/)).toBeNull();
});
it('a viewer reads and cannot change', async () => {
  currentUser.set(aUser({ role: 'viewer' }));
  page('filters', FiltersPage);
  expect(await screen.findByText('Only an admin can change these.')).toBeTruthy();
  expect(screen.getByRole('group', { name: 'Settings: filters' }).hasAttribute('disabled')).toBe(true);
});
it('a category without any limit leaves the list', async () => {
  server.answer('put', '/projects/{project}/settings/limits', { ...limits, version: 2 }, at('limits'));
  page('limits', LimitsPage);
  const errors = await screen.findByRole('group', { name: 'Errors' });
  await userEvent.clear(errors.querySelector('input')!);
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(server.heard.at(-1)!.body).toEqual({ categories: [], version: 1 });
});
it('why an event is missing is said in words', async () => {
  const id = '00000000000000000000000000000001';
  const found: Lookup = {
    place: 'filtered',
    reason: 'browser_extension',
    issue: null,
    project: null,
    event: null,
  } as unknown as Lookup;
  server.answer('get', '/events/lookup', found);
  server.answer(
    'get',
    '/projects/{project}/outcomes',
    { since: '2026-11-24T10:00:00Z', until: '2026-11-25T10:00:00Z', items: [] },
    '/projects/shop/outcomes',
  );
  page('outcomes', OutcomesPage);
  await userEvent.type(await screen.findByLabelText('Event id'), `${id}{Enter}`);
  expect(await screen.findByText('A filter of the project dropped it: browser extension.')).toBeTruthy();
  expect(await screen.findByText('Nothing was sent in this time')).toBeTruthy();
});
