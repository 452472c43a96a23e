export { IssueFeedback } from './IssueFeedback';
