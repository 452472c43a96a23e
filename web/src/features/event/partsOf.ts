import type { EventView } from './read';

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
