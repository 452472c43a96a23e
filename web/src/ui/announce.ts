/** Said politely to screen readers; the shell has the place. Repeating a text says it again. */
export function announce(text: string): void {
  const place = document.getElementById('announcer');
  if (place) place.textContent = place.textContent === text ? `${text}\u00a0` : text;
}
