/** Plain <a href> everywhere: one listener turns clicks on our own paths into navigation. */
import { navigate } from 'wouter/use-browser-location';
import { holdStep, leaving } from '@/lib/leave';

function ourLink(event: Event): HTMLAnchorElement | undefined {
  const target = event.target;
  const link = target instanceof Element ? target.closest('a') : null;
  if (!link?.href || link.target || link.hasAttribute('download')) return undefined;
  const isOurs = link.origin === location.origin && !link.pathname.startsWith('/api/');
  return isOurs ? link : undefined;
}

function onClick(event: MouseEvent): void {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || event.button !== 0 || modified) return;
  const link = ourLink(event);
  if (!link) return;
  const samePage = link.pathname === location.pathname && link.search === location.search;
  if (samePage && link.hash) return;
  event.preventDefault();
  goTo(link.pathname + link.search + link.hash);
}

export function goTo(path: string, options?: { replace?: boolean }): void {
  leaving(() => {
    const before = location.pathname;
    navigate(path, options);
    if (location.pathname !== before) window.scrollTo(0, 0);
  });
}

/** `preload` gets the path of a link that is pointed at or focused. */
export function startNavigation(preload: (path: string) => void): void {
  const onIntent = (event: Event) => {
    const link = ourLink(event);
    if (link) preload(link.pathname);
  };
  window.addEventListener('popstate', holdStep);
  document.addEventListener('click', onClick);
  document.addEventListener('pointerover', onIntent, { passive: true });
  document.addEventListener('focusin', onIntent);
}
