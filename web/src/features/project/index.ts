export { lastEvent } from './attention';
export {
  favoritesQuery,
  type GroupingPatch,
  projectQuery,
  projectsQuery,
  useProject,
  useUpdateProject,
} from './project.queries';
