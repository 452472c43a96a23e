/** What is not saved may ask before one leaves it. */

type Ask = (go: () => void) => void;
let guard: { ask: Ask; at: string } | undefined;

/** From now on `ask` is told where one wants to go, and lets go or not. @returns what ends that. */
export function guardLeaving(ask: Ask): () => void {
  const own = { ask, at: location.href };
  guard = own;
  return () => {
    if (guard === own) guard = undefined;
  };
}

export function leaving(go: () => void): void {
  if (guard) guard.ask(go);
  else go();
}

/** To another place on the page (the skip link is one) is not away from it. */
const pageOf = (href: string) => href.replace(/#.*/, '');

/** A step through the history: its address is taken back, and again once it was said. To be heard before
 * the router hears it. */
export function holdStep(event: Event): void {
  if (!guard || pageOf(guard.at) === pageOf(location.href)) return;
  event.stopImmediatePropagation();
  history.pushState(null, '', guard.at);
  guard.ask(() => history.back());
}
