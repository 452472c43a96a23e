import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { IconButton } from './Button';
import { cx } from './cx';

export const inputStyle =
  'h-8 w-full min-w-0 rounded-ctl border border-ctl bg-s1 px-2.5 text-body text-text transition-colors duration-80 hover:border-text3 disabled:opacity-60 aria-invalid:border-error pointer-coarse:h-11 pointer-coarse:text-[16px]';

interface FrameProps {
  label: string;
  hint?: ReactNode;
  error?: string;
  className?: string;
}

interface Wired {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

function Frame({
  label,
  hint,
  error,
  className,
  children,
}: FrameProps & { children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const described = error || hint ? `${id}-note` : undefined;
  return (
    <div className={cx('grid gap-1', className)}>
      <label htmlFor={id} className="text-meta font-medium text-text2">
        {label}
      </label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      {described && (
        <p id={described} className={cx('text-meta', error ? 'text-error' : 'text-text3')}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

type InputProps = FrameProps & Omit<ComponentProps<'input'>, 'className'> & { mono?: boolean };

export function Field({ label, hint, error, className, mono, ...rest }: InputProps) {
  return (
    <Frame {...{ label, hint, error, className }}>
      {(wired) => <input {...rest} {...wired} className={cx(inputStyle, mono && 'font-mono text-meta')} />}
    </Frame>
  );
}

export function PasswordField({ label, hint, error, className, ...rest }: InputProps) {
  const [shown, setShown] = useState(false);
  return (
    <Frame {...{ label, hint, error, className }}>
      {(wired) => (
        <span className="relative block">
          <input {...rest} {...wired} type={shown ? 'text' : 'password'} className={cx(inputStyle, 'pr-9')} />
          <IconButton
            label={shown ? 'Hide password' : 'Show password'}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute top-0.5 right-0.5 pointer-coarse:top-0"
          >
            {shown ? <EyeOff size={14} /> : <Eye size={14} />}
          </IconButton>
        </span>
      )}
    </Frame>
  );
}

type LinesProps = FrameProps & {
  value: readonly string[];
  onChange: (lines: string[]) => void;
  placeholder?: string;
};

/** A list, one entry a line. Empty lines leave when it is saved. */
export function LinesField({ label, hint, error, className, value, onChange, placeholder }: LinesProps) {
  return (
    <Frame {...{ label, hint, error, className }}>
      {(wired) => (
        <textarea
          {...wired}
          rows={Math.min(8, Math.max(2, value.length + 1))}
          spellCheck={false}
          autoCapitalize="off"
          placeholder={placeholder}
          value={value.join('\n')}
          onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
          className={cx(inputStyle, 'h-auto resize-y py-1.5 font-mono text-meta pointer-coarse:h-auto')}
        />
      )}
    </Frame>
  );
}

type SelectProps = FrameProps &
  Omit<ComponentProps<'select'>, 'className'> & { options: readonly { value: string; label: string }[] };

export function SelectField({ label, hint, error, className, options, ...rest }: SelectProps) {
  return (
    <Frame {...{ label, hint, error, className }}>
      {(wired) => (
        <select {...rest} {...wired} className={cx(inputStyle, 'pr-7')}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}
