/** The URL is the state: typed search parameters, defaults left out of the address. */
import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

export interface Param<T> {
  parse(raw: string | null): T;
  /** null = do not write it. */
  format(value: T): string | null;
}

export function text(otherwise = ''): Param<string> {
  return {
    parse: (raw) => raw ?? otherwise,
    format: (value) => (value === otherwise ? null : value),
  };
}
export function oneOf<const T extends string>(values: readonly T[], otherwise: T): Param<T> {
  return {
    parse: (raw) => values.find((value) => value === raw) ?? otherwise,
    format: (value) => (value === otherwise ? null : value),
  };
}
export function flag(): Param<boolean> {
  return { parse: (raw) => raw === '1' || raw === 'true', format: (value) => (value ? '1' : null) };
}
export function whole(otherwise: number, least = 0): Param<number> {
  return {
    parse: (raw) => {
      const n = raw === null || raw === '' ? Number.NaN : Number(raw);
      return Number.isInteger(n) && n >= least ? n : otherwise;
    },
    format: (value) => (value === otherwise ? null : String(value)),
  };
}
export function optional(): Param<string | undefined> {
  return { parse: (raw) => (raw === null || raw === '' ? undefined : raw), format: (value) => value || null };
}

// biome-ignore lint/suspicious/noExplicitAny: a codec's parameters differ in type
type AnyCodec = Record<string, Param<any>>;
export type SearchOf<C extends AnyCodec> = { [K in keyof C]: ReturnType<C[K]['parse']> };

export function parseSearch<C extends AnyCodec>(codec: C, search: string): SearchOf<C> {
  const params = new URLSearchParams(search);
  const entries = Object.entries(codec).map(([key, param]) => [key, param.parse(params.get(key))]);
  return Object.fromEntries(entries) as SearchOf<C>;
}

/** Parameters the codec does not know stay as they are; order is stable. */
export function formatSearch<C extends AnyCodec>(codec: C, state: SearchOf<C>, search = ''): string {
  const params = new URLSearchParams(search);
  for (const [key, param] of Object.entries(codec)) {
    const value = param.format(state[key as keyof C]);
    if (value === null) params.delete(key);
    else params.set(key, value);
  }
  // `:` `,` `/` and `@` are allowed in a query and make addresses readable.
  return params
    .toString()
    .replace(/%3A/g, ':')
    .replace(/%2C/g, ',')
    .replace(/%2F/g, '/')
    .replace(/%40/g, '@');
}

interface SetOptions {
  /** Replace is the default: typing in a filter must not fill the history. */
  push?: boolean;
}

export function useSearchState<C extends AnyCodec>(
  codec: C,
): [SearchOf<C>, (patch: Partial<SearchOf<C>>, options?: SetOptions) => void] {
  const search = useSearch();
  const [path, navigate] = useLocation();
  const state = useMemo(() => parseSearch(codec, search), [codec, search]);
  const set = useCallback(
    (patch: Partial<SearchOf<C>>, options: SetOptions = {}) => {
      const live = window.location.search;
      const next = formatSearch(codec, { ...parseSearch(codec, live), ...patch }, live);
      navigate(next ? `${path}?${next}` : path, { replace: !options.push });
    },
    [codec, navigate, path],
  );
  return [state, set];
}
