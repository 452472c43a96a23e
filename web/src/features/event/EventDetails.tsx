import { PanelBoundary } from '@/ui/ErrorPanel';
import { CrumbsPanel } from './CrumbsPanel';
import { ContextsPanel, ExtraPanel, SoftwarePanel, UserPanel } from './FactPanels';
import { RawPanel } from './RawPanel';
import { RequestPanel } from './RequestPanel';
import type { EventView } from './read';

/** Everything after the stack. */
export function EventDetails({ event, title }: { event: EventView; title: string }) {
  const { id } = event.wire;
  const parts = [
    ['breadcrumbs', <CrumbsPanel key={id} crumbs={event.crumbs} crash={title} />],
    ['request', <RequestPanel key={id} request={event.request} />],
    ['user', <UserPanel key={id} user={event.user} />],
    ['contexts', <ContextsPanel key={id} contexts={event.contexts} />],
    ['extra', <ExtraPanel key={id} extra={event.extra} />],
    ['software', <SoftwarePanel key={id} modules={event.modules} sdk={event.sdk} />],
    // Opened and searched, it stays so from event to event.
    ['raw JSON', <RawPanel key="raw" event={event.wire} />],
  ] as const;
  return parts.map(([name, part]) => (
    <PanelBoundary key={name} what={`The part "${name}" could not be drawn`} resetKey={id}>
      {part}
    </PanelBoundary>
  ));
}
