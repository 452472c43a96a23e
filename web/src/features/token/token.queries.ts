import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import type { Token } from '@/api/types';

export const tokensQuery = () => $api.queryOptions('get', '/tokens');

export interface NewToken {
  name: string;
  permission: Token['permission'];
  expires_in?: number;
}

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewToken) => (await api.POST('/tokens', { body })).data!,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery().queryKey }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: string) => api.DELETE('/tokens/{token}', { params: { path: { token } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery().queryKey }),
  });
}
