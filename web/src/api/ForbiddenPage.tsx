import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { $api } from './client';

/** Who can do it instead: "Ana or Bo". */
export function useAdminNames(): string {
  const users = useQuery($api.queryOptions('get', '/users'));
  const names = (users.data ?? [])
    .filter((user) => user.role === 'admin' && user.status === 'active')
    .slice(0, 3)
    .map((user) => user.name || user.email);
  return names.length > 0
    ? new Intl.ListFormat(undefined, { type: 'disjunction' }).format(names)
    : 'an admin';
}

export function ForbiddenPage({ title }: { title: string }) {
  const admins = useAdminNames();
  return (
    <Page title={title}>
      <EmptyState title="This needs an admin">
        Ask {admins} to open it for you or to change your role.
      </EmptyState>
    </Page>
  );
}
