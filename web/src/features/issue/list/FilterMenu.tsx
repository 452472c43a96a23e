import { useQuery } from '@tanstack/react-query';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { short } from '@/lib/number';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { PopoverButton } from '@/ui/Popover';
import { Skeleton } from '@/ui/Skeleton';
import { type FilterSection, sectionsOf } from './filterSections';
import { queryFacets } from './list.queries';
import { toggled } from './queryTokens';

interface FilterMenuProps {
  project?: string;
  q: string;
  onChange: (q: string) => void;
}

/** What the listed issues have in common; a tick writes the token. A sheet on small screens. */
export function FilterMenu(props: FilterMenuProps) {
  const [sheet, setSheet] = useState(false);
  const isSmall = window.matchMedia('(max-width: 639px)').matches;
  const face = { icon: <ListFilter size={14} />, 'aria-label': 'Filter by' };
  if (!isSmall) {
    return (
      <PopoverButton label="Filter by" align="end" {...face} content={() => <Sections {...props} />}>
        Filter
      </PopoverButton>
    );
  }
  return (
    <>
      <Button {...face} aria-haspopup="dialog" onClick={() => setSheet(true)}>
        Filter
      </Button>
      <Dialog open={sheet} title="Filter by" onClose={() => setSheet(false)}>
        <Sections {...props} />
      </Dialog>
    </>
  );
}

function Sections({ project, q, onChange }: FilterMenuProps) {
  const { data } = useQuery(queryFacets(project, q));
  if (!data) return <Skeleton className="m-3 h-40" />;
  return (
    <div className="p-2">
      {sectionsOf(data.keys, q).map((section) => (
        <Section
          key={section.key}
          section={section}
          onToggle={(value) => onChange(toggled(q, section.key, value))}
        />
      ))}
    </div>
  );
}

function Section({ section, onToggle }: { section: FilterSection; onToggle: (value: string) => void }) {
  return (
    <fieldset className="mb-1.5 min-w-0 last:mb-0">
      <legend className="px-2 py-1 text-meta text-text3">{section.label}</legend>
      {section.values.map(({ value, label, count, on }) => (
        <label
          key={value}
          className="flex min-h-7 cursor-pointer items-center gap-2 rounded-chip px-2 hover:bg-s2 pointer-coarse:min-h-11"
        >
          <input type="checkbox" checked={on} onChange={() => onToggle(value)} />
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {count > 0 && <span className="text-meta text-text3 tabular-nums">{short(count)}</span>}
        </label>
      ))}
    </fieldset>
  );
}
