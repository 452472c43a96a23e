export { lastEvent } from './attention';
export {
  type GroupingPatch,
  projectQuery,
  projectsQuery,
  useProject,
  useUpdateProject,
} from './project.queries';
