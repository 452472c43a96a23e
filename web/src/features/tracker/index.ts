export { trackersQuery } from './tracker.queries';
export { type Kind as TrackerKind, trackerOf, trackers } from './trackers';
