import { useState } from 'react';

/** An entry of a menu goes with its menu: what opened that stands for it. */
function lasting(element: Element | null): Element | null {
  const menu = element?.closest('[role="menu"]');
  if (!menu) return element;
  const anchor = document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`);
  return anchor?.parentElement?.querySelector('[aria-haspopup="menu"]') ?? null;
}

/**
 * For `onCloseAutoFocus`: what had the focus when the layer came gets it back. When that is gone with
 * what was deleted or left, the page gets it; what took the focus meanwhile keeps it.
 */
export function useReturnFocus(): (event: Event) => void {
  // Read while rendering: a field with autoFocus takes the focus before any effect runs.
  const [opener] = useState(() => lasting(document.activeElement));
  return (event) => {
    event.preventDefault();
    if (document.activeElement !== document.body) return;
    const to = opener?.isConnected ? opener : document.getElementById('main');
    if (to instanceof HTMLElement) to.focus();
  };
}
