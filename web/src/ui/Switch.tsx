import { useId } from 'react';

interface SwitchProps {
  label: string;
  hint?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, checked, disabled, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        disabled={disabled}
        aria-checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className="relative -mt-0.5 h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full border border-ctl bg-s2 transition-colors duration-80 after:absolute after:top-[3px] after:left-[3px] after:size-4 after:rounded-full after:bg-text2 after:transition-transform after:duration-80 checked:border-ink checked:bg-ink checked:after:translate-x-4 checked:after:bg-on-ink"
      />
      <div>
        <label htmlFor={id} className="cursor-pointer text-body font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-meta text-text3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
