import { type KeyBinding, useKeys } from '@/keys';

const group = 'Projects';

function cards(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-card]')];
}
/** Cards that share the first one's top stand in the first line. */
function perLine(all: HTMLElement[]): number {
  const top = all[0]!.getBoundingClientRect().top;
  return Math.max(1, all.filter((one) => one.getBoundingClientRect().top === top).length);
}

/** false leaves the key to the browser: without a focused card the arrows scroll. */
function move(step: (line: number) => number, fromNothing: boolean): false | undefined {
  const all = cards();
  const at = all.indexOf(document.activeElement as HTMLElement);
  if (all.length === 0 || (at < 0 && !fromNothing)) return false;
  const next = at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step(perLine(all))));
  all[next]!.focus();
  return undefined;
}

const bindings: KeyBinding[] = [
  { keys: 'j', label: 'Next project', group, run: () => move(() => 1, true) },
  { keys: 'k', label: 'Previous project', group, run: () => move(() => -1, true) },
  { keys: 'b', label: 'Favourite', group, run: favorite },
  { keys: 'ArrowRight', label: '', hidden: true, run: () => move(() => 1, false) },
  { keys: 'ArrowLeft', label: '', hidden: true, run: () => move(() => -1, false) },
  { keys: 'ArrowDown', label: '', hidden: true, run: () => move((line) => line, false) },
  { keys: 'ArrowUp', label: '', hidden: true, run: () => move((line) => -line, false) },
];

/** Moves the focus between links marked data-card: in order by j and k, on the grid by arrows. */
/** b presses the star beside the focused card. */
function favorite(): false | undefined {
  const card = document.activeElement?.closest('[data-card]')?.closest('article, tr');
  const star = card?.querySelector<HTMLButtonElement>('[data-favorite]');
  if (!star) return false;
  star.click();
  return undefined;
}

export function useCardKeys(): void {
  useKeys('page', bindings);
}
