/** What the address and the view say together: the query, the order, the look. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { currentUser, preferences } from '@/api/bootstrap';
import { updatePreferences } from '@/api/preferences';
import { oneOf, type Param, text, useSearchState } from '@/lib/search';
import { useStore } from '@/lib/store';
import { now } from '@/lib/time';
import { type ColumnId, columnsOf } from './columns';
import { normal } from './queryTokens';
import { viewsQuery } from './view.queries';
import {
  builtIns,
  type Density,
  isChanged,
  type ListState,
  type ListView,
  type Sort,
  sorts,
  stateOf,
  viewAt,
  viewOfSaved,
} from './views';

/** An empty query is something else than none. */
const maybe: Param<string | undefined> = {
  parse: (raw) => raw ?? undefined,
  format: (value) => value ?? null,
};

const codec = {
  view: text(),
  q: maybe,
  sort: oneOf(['', ...sorts.map((sort) => sort.value)], ''),
  columns: text(),
  density: oneOf(['', 'comfortable', 'compact'], ''),
};

const none: never[] = [];

/** Saved views are asked for when the address names one, else when the page is calm. */
export function useListState(project: string | undefined, calm: boolean) {
  const [search, setSearch] = useSearchState(codec);
  const prefs = useStore(preferences);
  const today = new Date(now()).toISOString().slice(0, 10);
  const address = useMemo(
    () => ({
      view: search.view,
      q: search.q,
      sort: (search.sort || undefined) as Sort | undefined,
      columns: search.columns === '' ? undefined : columnsOf(search.columns.split(',')),
      density: (search.density || undefined) as Density | undefined,
    }),
    [search],
  );
  const isOurs = useMemo(() => viewAt(address, builtIns(today)) !== undefined, [address, today]);
  const saved = useQuery({ ...viewsQuery(project), enabled: calm || !isOurs });
  const items = saved.data?.items ?? none;
  const views = useMemo(() => [...builtIns(today), ...items.map(viewOfSaved)], [today, items]);
  const found = viewAt(address, views);
  const view = found ?? views.find((one) => one.id === 'all')!;
  const state = useMemo(
    () =>
      stateOf(view, address, { columns: columnsOf(prefs.columns), density: prefs.density ?? 'comfortable' }),
    [view, address, prefs],
  );
  const change = useCallback(
    (patch: Partial<ListState>) => {
      const { columns, density, ...rest } = patch;
      // The look of a built-in view is the reader's own; that of a saved one belongs to it.
      if (!view.saved && (columns || density)) {
        updatePreferences({ ...(columns ? { columns: [...columns] } : {}), ...(density ? { density } : {}) });
      }
      setSearch({
        view: view.id,
        ...(rest.q === undefined ? {} : { q: normal(rest.q) === normal(view.q) ? undefined : rest.q }),
        ...(rest.sort === undefined ? {} : { sort: rest.sort === view.sort ? '' : rest.sort }),
        ...(view.saved && columns ? { columns: columns.join() } : {}),
        ...(view.saved && density ? { density } : {}),
      });
    },
    [view, setSearch],
  );
  const show = useCallback(
    (next: ListView | 'triage') => {
      const id = next === 'triage' ? next : next.id;
      setSearch({ view: id, q: undefined, sort: '', columns: '', density: '' }, { push: true });
    },
    [setSearch],
  );
  const user = currentUser.get();
  return {
    views,
    view,
    state,
    /** The view of the address is still on its way. */
    isLoading: found === undefined && saved.isPending,
    changed: isChanged(view, state),
    mayChange: view.saved !== undefined && (user?.role === 'admin' || view.saved.owner_id === user?.id),
    change,
    show,
  };
}

export type { ColumnId };
