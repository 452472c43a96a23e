export { ActivityPanel } from './ActivityPanel';
export { sentence, threadsOf } from './activity';
export { type Activity, activitiesQuery, type Comment, commentsQuery } from './comment.queries';
