export { ActivityPanel } from './ActivityPanel';
export { activitiesQuery, commentsQuery } from './comment.queries';
