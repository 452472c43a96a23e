export { TicketDialog } from './TicketDialog';
export { TicketPanel } from './TicketPanel';
export { trackersQuery } from './tracker.queries';
export { type Kind as TrackerKind, ticketName, trackerOf, trackers } from './trackers';
