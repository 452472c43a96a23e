import { useLayoutEffect, useRef } from 'react';

interface Followed {
  /** Row whose button was pressed. */
  id: string;
  /** Place of that row when it was pressed. */
  at: number;
  /** `data-part` of the button. */
  part: string;
}

/**
 * Keeps the focus in a list whose rows move and go: a row that changed places is drawn anew, an end has no further
 * move, what was removed leaves its place to the next one.
 */
export function useFollow<E extends HTMLElement>(ids: readonly string[]) {
  const list = useRef<E>(null);
  const followed = useRef<Followed & { ids: string }>(undefined);
  const key = ids.join(' ');
  useLayoutEffect(() => {
    const last = followed.current;
    if (!last || last.ids === key) return;
    followed.current = undefined;
    const rows = list.current?.querySelectorAll('[data-row]') ?? [];
    const same = [...rows].find((row) => row.getAttribute('data-row') === last.id);
    const row = same ?? rows[Math.min(last.at, rows.length - 1)];
    const button =
      row?.querySelector<HTMLElement>(`[data-part="${last.part}"]:not(:disabled)`) ??
      row?.querySelector<HTMLElement>('[data-part]:not(:disabled)');
    button?.focus();
  }, [key]);
  const follow = (id: string, part: string) => {
    followed.current = { id, part, at: ids.indexOf(id), ids: key };
  };
  return { list, follow };
}
