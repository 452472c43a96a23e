export { issueFeedbackQuery } from './feedback.queries';
export { IssueFeedback } from './IssueFeedback';
