export { usersQuery } from './user.queries';
