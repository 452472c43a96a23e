export { EventDetails, EventStack, partsOf } from './EventPanels';
export { asMarkdown } from './markdown';
export { type EventView, readEvent } from './read';
export { TagList } from './TagList';
