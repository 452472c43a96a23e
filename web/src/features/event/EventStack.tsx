import { PanelBoundary } from '@/ui/ErrorPanel';
import type { EventView } from './read';
import { StackPanel } from './StackPanel';

/** The first thing read: stack or message. One panel that fails leaves the others. */
export function EventStack({ event }: { event: EventView }) {
  return (
    <PanelBoundary what="The stack could not be drawn" resetKey={event.wire.id}>
      <StackPanel key={event.wire.id} event={event} />
    </PanelBoundary>
  );
}
