import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './errors';

const READ_RETRIES = 2;

/** Reads try again twice unless the server refused them; writes never do by themselves. */
function retry(failures: number, error: unknown): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return !refused && failures < READ_RETRIES;
}

export function createAppQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Offline calls fail at once with words instead of waiting unseen.
      queries: {
        networkMode: 'always',
        retry,
        staleTime: 30_000,
        gcTime: 15 * 60_000,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
