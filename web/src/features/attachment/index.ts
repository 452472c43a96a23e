export { attachmentsQuery } from './attachment.queries';
export { AttachmentsPanel } from './AttachmentsPanel';
