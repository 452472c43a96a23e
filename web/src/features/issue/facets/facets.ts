/** Tags of an issue's events: which say most, and rows of the list of all. */
import type { Answer } from '@/api/types';

export type Facet = Answer<'/projects/{project}/issues/{issue}/facets'>['keys'][number];

const PERCENT = 100;

export function percent(share: number): string {
  const whole = Math.round(share * PERCENT);
  return whole === 0 ? '<1 %' : `${whole} %`;
}

/** How much more of one value than elsewhere; 0 = as everywhere, or not known. */
export function unusual(facet: Facet): number {
  return Math.max(
    0,
    ...facet.values.map(({ share, lift }) =>
      typeof lift === 'number' && lift > 1 ? share * Math.log2(lift) : 0,
    ),
  );
}

/** The most unusual first; then those with several values, which say more than one. */
export function ranked(keys: readonly Facet[]): Facet[] {
  return [...keys].sort(
    (a, b) =>
      unusual(b) - unusual(a) ||
      Number(b.values.length > 1) - Number(a.values.length > 1) ||
      a.key.localeCompare(b.key),
  );
}

/** "×3.2": so much more often than in the other issues; nothing when it is not worth saying. */
export function liftWords(lift: unknown): string {
  return typeof lift === 'number' && lift >= 1.5 ? `×${lift < 10 ? lift.toFixed(1) : Math.round(lift)}` : '';
}

export type FacetRow =
  | { kind: 'key'; key: string; total: number }
  | { kind: 'value'; key: string; value: string; share: number; count: number; lift: unknown }
  | { kind: 'other'; key: string; count: number };

/** Keys whose name fits show all values; else the values that fit. */
export function facetRows(keys: readonly Facet[], words: string): FacetRow[] {
  const wanted = words.trim().toLowerCase();
  return keys.flatMap((facet): FacetRow[] => {
    const isKey = facet.key.toLowerCase().includes(wanted);
    const values = facet.values.filter(({ value }) => isKey || value.toLowerCase().includes(wanted));
    if (values.length === 0) return [];
    const { key, total, other } = facet;
    return [
      { kind: 'key', key, total },
      ...values.map(
        ({ value, share, count, lift }): FacetRow => ({ kind: 'value', key, value, share, count, lift }),
      ),
      ...(other > 0 && isKey ? [{ kind: 'other', key, count: other } as const] : []),
    ];
  });
}
