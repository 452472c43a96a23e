export { lastEvent } from './attention';
export { favoritesQuery, projectQuery, projectsQuery, useProject } from './project.queries';
