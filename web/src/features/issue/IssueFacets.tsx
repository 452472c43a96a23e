import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '@/api/types';
import { exact } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Skeleton } from '@/ui/Skeleton';
import { facetsQuery } from './figure.queries';

type Facet = Answer<'/projects/{project}/issues/{issue}/facets'>['keys'][number];

const KEYS_FIRST = 5;
const VALUES_MOST = 4;
const PERCENT = 100;

function percent(share: number): string {
  const whole = Math.round(share * PERCENT);
  return whole === 0 ? '<1 %' : `${whole} %`;
}

function Bar({ name, share, count }: { name: string; share: number; count: number }) {
  return (
    <li
      className="relative flex items-center gap-2 px-1.5 py-[3px]"
      title={`${name}: ${exact(count)} events`}
    >
      <span
        aria-hidden="true"
        className="absolute inset-y-0.5 left-0 rounded-chip bg-s3"
        style={{ width: `${Math.max(1, share * PERCENT)}%` }}
      />
      <span className="relative min-w-0 flex-1 truncate">{name}</span>
      <span className="relative shrink-0 text-text2">{percent(share)}</span>
    </li>
  );
}

/** How the issue's events are spread over the values of a tag. */
function FacetBars({ facet }: { facet: Facet }) {
  const shown = facet.values.slice(0, VALUES_MOST);
  const rest = facet.total - shown.reduce((sum, one) => sum + one.count, 0);
  return (
    <div>
      <h3 className="text-meta text-text3">{facet.key}</h3>
      <ul className="text-meta">
        {shown.map((one) => (
          <Bar key={one.value} name={one.value} share={one.share} count={one.count} />
        ))}
        {rest > 0 && <Bar name="other" share={rest / facet.total} count={rest} />}
      </ul>
    </div>
  );
}

/** Tags with more than one value say more, so they stand first. */
function ranked(keys: readonly Facet[]): Facet[] {
  return [...keys].sort(
    (a, b) => Number(b.values.length > 1) - Number(a.values.length > 1) || a.key.localeCompare(b.key),
  );
}

export function IssueFacets({ project, issue }: { project: string; issue: string }) {
  const [all, setAll] = useState(false);
  const { data, isError } = useQuery(facetsQuery(project, issue));
  if (isError) return <p className="text-meta text-text3">The spread of the tags could not be read.</p>;
  if (!data) return <Skeleton className="h-40 w-full" />;
  if (data.keys.length === 0) return <p className="text-meta text-text3">No event had a tag.</p>;
  const keys = ranked(data.keys);
  const rest = keys.length - KEYS_FIRST;
  return (
    <div className="grid grid-cols-1 gap-2.5">
      {(all ? keys : keys.slice(0, KEYS_FIRST)).map((facet) => (
        <FacetBars key={facet.key} facet={facet} />
      ))}
      {rest > 0 && (
        <Button size="dense" tone="ghost" className="justify-self-start" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${rest} more`}
        </Button>
      )}
    </div>
  );
}
