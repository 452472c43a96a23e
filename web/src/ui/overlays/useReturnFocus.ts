import { useState } from 'react';

/**
 * For `onCloseAutoFocus`: what had the focus when the layer came gets it back. When that is gone with
 * what was deleted or left, the page gets it; what took the focus meanwhile keeps it.
 */
export function useReturnFocus(): (event: Event) => void {
  // Read while rendering: a field with autoFocus takes the focus before any effect runs.
  const [opener] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (document.activeElement !== document.body) return;
    const to = opener?.isConnected ? opener : document.getElementById('main');
    if (to instanceof HTMLElement) to.focus();
  };
}
