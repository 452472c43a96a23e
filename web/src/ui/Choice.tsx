import { useId } from 'react';
import { cx } from './cx';

interface ChoiceProps<T extends string> {
  legend: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  hideLegend?: boolean;
}

/** A few values side by side: native radio buttons under the paint. */
export function Choice<T extends string>({ legend, value, options, onChange, hideLegend }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className={hideLegend ? 'sr-only' : 'mb-1 text-meta font-medium text-text2'}>{legend}</legend>
      <div className="inline-flex rounded-ctl border border-ctl bg-s1 p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'flex h-[26px] cursor-pointer items-center whitespace-nowrap rounded-chip px-2.5 text-meta transition-colors duration-80 pointer-coarse:h-10',
              'has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              option.value === value ? 'bg-s3 font-medium text-text' : 'text-text2 hover:text-text',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
