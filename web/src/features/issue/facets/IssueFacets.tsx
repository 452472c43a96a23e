import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { count } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { Skeleton } from '@/ui/Skeleton';
import { facetsQuery } from '../figure.queries';
import { FacetBar } from './FacetBar';
import { type Facet, ranked } from './facets';

const AllFacets = lazy(() => import('./AllFacets'));

const KEYS_FIRST = 5;
const VALUES_MOST = 4;

type Pick = (key: string, value: string) => void;

/** How the issue's events are spread over the values of a tag. */
function FacetBars({ facet, onPick }: { facet: Facet; onPick: Pick }) {
  const shown = facet.values.slice(0, VALUES_MOST);
  const rest = facet.total - shown.reduce((sum, one) => sum + one.count, 0);
  return (
    <div>
      <h3 className="truncate text-meta text-text3" title={facet.key}>
        {facet.key}
      </h3>
      <ul className="text-meta">
        {shown.map((one) => (
          <li key={one.value}>
            <FacetBar
              name={one.value}
              share={one.share}
              count={one.count}
              lift={one.lift}
              onPick={() => onPick(facet.key, one.value)}
            />
          </li>
        ))}
        {rest > 0 && (
          <li>
            <FacetBar name="other" share={rest / facet.total} count={rest} />
          </li>
        )}
      </ul>
    </div>
  );
}

interface IssueFacetsProps {
  project: string;
  issue: string;
  onPick: Pick;
}

/** The few most unusual tags, and a drawer with all of them. */
export function IssueFacets({ project, issue, onPick }: IssueFacetsProps) {
  const [all, setAll] = useState(false);
  const { data, isError } = useQuery(facetsQuery(project, issue));
  if (isError) return <p className="text-meta text-text3">The spread of the tags could not be read.</p>;
  if (!data) return <Skeleton className="h-[560px] w-full" />;
  if (data.keys.length === 0) return <p className="text-meta text-text3">No event had a tag.</p>;
  const keys = ranked(data.keys);
  return (
    <div className="grid grid-cols-1 gap-2.5">
      {keys.slice(0, KEYS_FIRST).map((facet) => (
        <FacetBars key={facet.key} facet={facet} onPick={onPick} />
      ))}
      {keys.length > KEYS_FIRST && (
        <Button size="dense" tone="ghost" className="-ml-1 justify-self-start" onClick={() => setAll(true)}>
          All {count(keys.length, 'key')}
        </Button>
      )}
      <Dialog open={all} title="Tags of all events" onClose={() => setAll(false)}>
        <Suspense fallback={<Skeleton className="h-96" />}>
          <AllFacets
            project={project}
            issue={issue}
            keys={keys}
            onPick={(key, value) => {
              setAll(false);
              onPick(key, value);
            }}
          />
        </Suspense>
      </Dialog>
    </div>
  );
}
