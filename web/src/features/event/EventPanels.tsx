import { PanelBoundary } from '@/ui/ErrorPanel';
import { CrumbsPanel } from './CrumbsPanel';
import { ContextsPanel, ExtraPanel, SoftwarePanel, UserPanel } from './FactPanels';
import { RawPanel } from './RawPanel';
import { RequestPanel } from './RequestPanel';
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
    ['raw JSON', <RawPanel key={id} event={event.wire} />],
  ] as const;
  return parts.map(([name, part]) => (
    <PanelBoundary key={name} what={`The part "${name}" could not be drawn`} resetKey={id}>
      {part}
    </PanelBoundary>
  ));
}

/** Which parts this event has, for the jump links. */
export function partsOf(event: EventView): { id: string; label: string }[] {
  const hasStack = event.exceptions.length > 0 || event.threads.length > 0;
  const all = [
    [hasStack, 'stack', 'Stack'],
    [!hasStack, 'message', 'Message'],
    [event.crumbs.length > 0, 'breadcrumbs', 'Breadcrumbs'],
    [event.request !== undefined, 'request', 'Request'],
    [Object.keys(event.user).length > 0, 'user', 'User'],
    [event.contexts.length > 0, 'contexts', 'Contexts'],
    [Object.keys(event.extra).length > 0, 'extra', 'Extra'],
    [true, 'raw', 'Raw JSON'],
  ] as const;
  return all.filter(([has]) => has).map(([, id, label]) => ({ id, label }));
}
