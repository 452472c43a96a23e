import { Field } from './Field';

export interface Rates {
  per_minute: number;
  per_hour: number;
  per_day: number;
}

const windows = [
  { field: 'per_minute', label: 'A minute' },
  { field: 'per_hour', label: 'An hour' },
  { field: 'per_day', label: 'A day' },
] as const;

interface RateFieldsProps {
  legend: string;
  /** Next to the group's own heading the legend is spoken only. */
  hideLegend?: boolean;
  value: Rates;
  onChange: (patch: Partial<Rates>) => void;
}

/** Three numbers; empty is no limit, which the server knows as 0. */
export function RateFields({ legend, hideLegend, value, onChange }: RateFieldsProps) {
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className={hideLegend ? 'sr-only' : 'mb-1 text-body font-medium'}>{legend}</legend>
      <div className="grid max-w-[420px] grid-cols-3 gap-3">
        {windows.map(({ field, label }) => (
          <Field
            key={field}
            label={label}
            type="number"
            min={0}
            inputMode="numeric"
            placeholder="any"
            value={value[field] === 0 ? '' : value[field]}
            onChange={(event) => onChange({ [field]: event.target.valueAsNumber || 0 })}
          />
        ))}
      </div>
    </fieldset>
  );
}
