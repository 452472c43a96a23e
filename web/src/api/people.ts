import { $api } from './client';

/** Everybody with an account: assignees, mentions. Any signed-in reader may ask. */
export const peopleQuery = () => ({
  ...$api.queryOptions('get', '/users'),
  staleTime: 5 * 60_000,
});
