import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Role } from '@/api/types';

export const usersQuery = () => $api.queryOptions('get', '/users');

/** The answer holds the link where the server cannot mail it. */
export function useInvite() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { email: string; role: Role }) =>
      (await api.POST('/users/invite', { body })).data,
    onSuccess: () => client.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
}

export function useSetRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ user, role }: { user: string; role: Role }) =>
      api.PUT('/users/{user}', { params: { path: { user } }, body: { role } }),
    onSettled: () => client.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
}

export interface StatusOfUser {
  user: string;
  status: 'active' | 'disabled';
  /** Who takes over what is open; absent: it stays where it is. */
  reassign_to?: string;
}

export function useSetStatus() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ user, ...body }: StatusOfUser) =>
      api.PUT('/users/{user}/status', { params: { path: { user } }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: usersQuery().queryKey }),
  });
}

/** A fresh one-time link for somebody who lost theirs: to accept, or to choose a new password. */
export async function makeLink(user: string, kind: 'invite' | 'reset'): Promise<string> {
  const params = { path: { user } };
  const call =
    kind === 'invite'
      ? api.POST('/users/{user}/invite-link', { params })
      : api.POST('/users/{user}/reset-link', { params });
  return (await call).data!.link;
}
