export { AttachmentsPanel } from './AttachmentsPanel';
export { attachmentsQuery } from './attachment.queries';
