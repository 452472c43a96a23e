/** Which rows are meant: some by id, or every issue that the query finds. */
import { useCallback, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  /** Where an extension begins. */
  anchor: string | undefined;
  /** All matching ones, loaded or not. */
  all: boolean;
}

export const nothing: Selection = { ids: new Set(), anchor: undefined, all: false };

export function toggle(now: Selection, id: string): Selection {
  const ids = new Set(now.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, all: false };
}

/** Everything between the anchor and this row is added; the anchor stays. */
export function extend(now: Selection, order: readonly string[], to: string): Selection {
  const from = now.anchor !== undefined && order.includes(now.anchor) ? now.anchor : to;
  const [a, b] = [order.indexOf(from), order.indexOf(to)].sort((x, y) => x - y) as [number, number];
  return { ids: new Set([...now.ids, ...order.slice(a, b + 1)]), anchor: from, all: false };
}

/** The loaded ones; when they are selected already, all that match. */
export function selectAll(now: Selection, order: readonly string[]): Selection {
  const isLoaded = order.length > 0 && order.every((id) => now.ids.has(id));
  return { ids: new Set(order), anchor: now.anchor, all: isLoaded };
}

/** Rows that left the list are not meant any longer. */
export function kept(now: Selection, order: readonly string[]): Selection {
  const there = new Set(order);
  if ([...now.ids].every((id) => there.has(id))) return now;
  return { ...now, ids: new Set([...now.ids].filter((id) => there.has(id))) };
}

/** `of` names what is listed: another query begins with nothing selected. */
export function useSelection(order: readonly string[], of: string) {
  const [state, setState] = useState({ of, selection: nothing });
  const selection = kept(state.of === of ? state.selection : nothing, order);
  const set = useCallback(
    (change: (now: Selection) => Selection) =>
      setState((now) => ({ of, selection: change(now.of === of ? now.selection : nothing) })),
    [of],
  );
  return { selection, set };
}
