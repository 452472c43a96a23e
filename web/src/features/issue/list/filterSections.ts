/** The filter menu: facets of the server under the keys of the query language. */
import type { Answer } from '@/api/types';
import { valuesOf } from './queryTokens';

type Facet = Answer<'/issues/facets'>['keys'][number];

export interface FilterSection {
  /** As the query writes it: "is", "env", "tag:level", "browser". */
  key: string;
  label: string;
  values: { value: string; label: string; count: number; on: boolean }[];
}

const VALUES_MOST = 6;
const TAG_SECTIONS_MOST = 6;

/** Columns of an issue, in the order of the menu, with what can always be chosen. */
const own: Readonly<Record<string, { label: string; always?: readonly string[] }>> = {
  is: { label: 'Status', always: ['open', 'reopened', 'resolved', 'snoozed', 'ignored'] },
  level: { label: 'Level', always: ['fatal', 'error', 'warning', 'info', 'debug'] },
  assignee: { label: 'Assignee', always: ['me', 'none'] },
  env: { label: 'Environment' },
  release: { label: 'Release' },
  first_release: { label: 'First seen in release' },
  platform: { label: 'Platform' },
};
const renamed: Readonly<Record<string, string>> = { environment: 'env' };
/** Keys that mean something else than the tag of that name. */
const reserved = new Set([...Object.keys(own), 'has', 'events', 'users', 'priority', 'first', 'last', 'tag']);

const labels: Readonly<Record<string, string>> = { me: 'Me', none: 'Nobody' };

function sectionOf(key: string, label: string, facet: Facet | undefined, q: string): FilterSection {
  const chosen = valuesOf(q, key);
  const always = own[key]?.always ?? [];
  const counted = facet?.values ?? [];
  const names = [...new Set([...always, ...chosen, ...counted.map((one) => one.value)])];
  const values = names.slice(0, Math.max(VALUES_MOST, always.length, chosen.length)).map((value) => {
    const known = counted.find((one) => one.value === value);
    return {
      value,
      label: known?.label ?? labels[value] ?? value,
      count: known?.count ?? 0,
      on: chosen.includes(value),
    };
  });
  return { key, label, values };
}

export function sectionsOf(keys: readonly Facet[], q: string): FilterSection[] {
  const named = keys.map((facet) => ({ facet, key: renamed[facet.key] ?? facet.key }));
  const columns = Object.entries(own).map(([key, { label }]) =>
    sectionOf(key, label, named.find((one) => one.key === key)?.facet, q),
  );
  const tags = named
    .filter(({ key }) => key !== 'project' && !(key in own))
    .slice(0, TAG_SECTIONS_MOST)
    .map(({ facet, key }) => sectionOf(reserved.has(key) ? `tag:${key}` : key, key, facet, q));
  return [...columns, ...tags].filter((section) => section.values.length > 0);
}
