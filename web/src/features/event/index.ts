export { EventGlance } from './EventGlance';
export { EventDetails, EventStack, partsOf } from './EventPanels';
export { type Frame, place } from './frame';
export { compareStacks, type FramePair } from './frameDiff';
export { asMarkdown } from './markdown';
export { Folded, Panel } from './Panel';
export { type EventView, readEvent } from './read';
export { TagList } from './TagList';
