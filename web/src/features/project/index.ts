export { lastEvent } from './attention';
export { projectQuery, projectsQuery, useProject } from './project.queries';
