export { projectQuery, projectsQuery, useProject } from './project.queries';
