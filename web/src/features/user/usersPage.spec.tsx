import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { currentUser } from '@/api/bootstrap';
import UsersPage from './UsersPage';

const bo = {
  id: 'b',
  name: 'Bo',
  email: 'bo@example.com',
  role: 'member',
  status: 'active',
  open_assigned: 0,
};
vi.mock('./user.queries', () => ({
  usersQuery: () => ({ queryKey: ['users'], queryFn: async () => [bo] }),
  useSetRole: () => ({ isPending: false, variables: { user: 'b', role: 'admin' }, mutate: () => {} }),
  useSetStatus: () => ({ mutate: () => {} }),
  useInvite: () => ({}),
}));

test('a role that was refused is not shown as the role', async () => {
  currentUser.set({ id: 'a', name: 'Ana', role: 'admin' } as never);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <UsersPage />
    </QueryClientProvider>,
  );
  const role = await screen.findByRole('combobox', { name: 'Role of Bo' });
  expect((role as HTMLSelectElement).value).toBe('member');
});
