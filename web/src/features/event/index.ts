export { EventDetails, EventStack, partsOf } from './EventPanels';
export { asMarkdown } from './markdown';
export { Panel } from './Panel';
export { type EventView, readEvent } from './read';
export { TagList } from './TagList';
