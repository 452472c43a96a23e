import { CalendarClock, SlidersHorizontal } from 'lucide-react';
import type { ApiError } from '@/api/errors';
import { Choice } from '@/ui/Choice';
import { inputStyle } from '@/ui/Field';
import { MenuButton } from '@/ui/Menu';
import { PopoverButton } from '@/ui/Popover';
import { type ColumnId, columns } from './columns';
import { FilterMenu } from './FilterMenu';
import { QueryField } from './QueryField';
import { valuesOf, withValues } from './queryTokens';
import { type ListState, type Sort, sorts } from './views';

interface IssueFilterBarProps {
  project?: string;
  state: ListState;
  refused?: ApiError;
  onChange: (patch: Partial<ListState>) => void;
}

const periods = [
  { value: '', label: 'Any time' },
  { value: '<1h', label: 'Last hour' },
  { value: '<24h', label: '24 hours' },
  { value: '<7d', label: '7 days' },
  { value: '<14d', label: '14 days' },
  { value: '<30d', label: '30 days' },
  { value: '<90d', label: '90 days' },
] as const;

const densities = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
] as const;

export function IssueFilterBar({ project, state, refused, onChange }: IssueFilterBarProps) {
  const { q, sort } = state;
  const [seen = ''] = valuesOf(q, 'last');
  const period = periods.find((one) => one.value === seen);
  return (
    <div className="flex min-h-12 flex-wrap items-start gap-2 border-b border-line px-4 py-2 md:px-6">
      <QueryField project={project} q={q} refused={refused} onChange={(next) => onChange({ q: next })} />
      <FilterMenu project={project} q={q} onChange={(next) => onChange({ q: next })} />
      <MenuButton
        label="Last seen within"
        align="end"
        icon={<CalendarClock size={14} />}
        aria-label={`Last seen within: ${period?.label ?? seen}`}
        entries={periods.map(({ value, label }) => ({
          label,
          onSelect: () => onChange({ q: withValues(q, 'last', value === '' ? [] : [value]) }),
        }))}
      >
        {period?.label ?? seen}
      </MenuButton>
      <select
        aria-label="Sort by"
        className={`${inputStyle} w-auto!`}
        value={sort}
        onChange={(event) => onChange({ sort: event.target.value as Sort })}
      >
        {sorts.map((one) => (
          <option key={one.value} value={one.value}>
            Sort: {one.label.toLowerCase()}
          </option>
        ))}
      </select>
      <PopoverButton
        label="Columns and density"
        aria-label="Columns and density"
        align="end"
        size="icon"
        className="size-8 max-sm:hidden"
        content={() => <Display state={state} onChange={onChange} />}
      >
        <SlidersHorizontal size={14} />
      </PopoverButton>
    </div>
  );
}

function Display({ state, onChange }: Pick<IssueFilterBarProps, 'state' | 'onChange'>) {
  const toggle = (id: ColumnId) => {
    const chosen = columns.map((column) => column.id);
    const on = state.columns.includes(id);
    const next = chosen.filter((one) => (one === id ? !on : state.columns.includes(one)));
    if (next.length > 0) onChange({ columns: next });
  };
  return (
    <div className="grid gap-3 p-3">
      <fieldset>
        <legend className="mb-1 text-meta font-medium text-text2">Columns, where there is room</legend>
        {columns.map((column) => (
          <label
            key={column.id}
            className="flex min-h-7 cursor-pointer items-center gap-2 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={state.columns.includes(column.id)}
              onChange={() => toggle(column.id)}
            />
            {column.label}
          </label>
        ))}
      </fieldset>
      <Choice
        legend="Density"
        value={state.density}
        options={densities}
        onChange={(density) => onChange({ density })}
      />
    </div>
  );
}
