import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { isList, isPattern, type LeafType } from './leaves';
import { suggestKey, valuesQuery } from './suggest.queries';
import type { Leaf } from './tree';

const levels = ['fatal', 'error', 'warning', 'info', 'debug'];

interface ValueProps {
  project: string;
  leaf: Leaf;
  type: LeafType;
  label: string;
  invalid: boolean;
  describedBy?: string;
  onChange: (patch: Partial<Leaf>) => void;
}

/** What the project's events have, for the field's own list. */
function useValues(project: string, leaf: Leaf, typed: string, on: boolean): string[] {
  const key = suggestKey(leaf.type, leaf.key);
  const query = useQuery({ ...valuesQuery(project, key ?? '', typed), enabled: on && key !== undefined });
  return key === undefined ? [] : (query.data ?? []);
}

function Levels({ leaf, label, invalid, describedBy, onChange }: ValueProps) {
  const toggle = (level: string) =>
    onChange({
      list: leaf.list.includes(level) ? leaf.list.filter((one) => one !== level) : [...leaf.list, level],
    });
  return (
    <div
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      className={cx(
        'flex min-h-8 flex-1 flex-wrap items-center gap-0.5 rounded-ctl border bg-s1 p-0.5 max-sm:basis-full',
        invalid ? 'border-error' : 'border-ctl',
      )}
    >
      {levels.map((level) => (
        <button
          key={level}
          type="button"
          aria-pressed={leaf.list.includes(level)}
          onClick={() => toggle(level)}
          className={cx(
            'h-[26px] rounded-chip px-2 text-meta transition-colors duration-80 pointer-coarse:h-10',
            leaf.list.includes(level) ? 'bg-s3 font-medium text-text' : 'text-text3 hover:text-text',
          )}
        >
          {level}
        </button>
      ))}
    </div>
  );
}

/** Chosen of the list, not typed: "prod" may go on to be "production". */
function isPick(event: Event): boolean {
  const how = (event as InputEvent).inputType;
  return how === undefined || how === '' || how === 'insertReplacementText';
}

/** Several values: enter or a comma adds what is typed, backspace takes the last back. */
function Words(props: ValueProps) {
  const { project, leaf, type, label, invalid, describedBy, onChange } = props;
  const [typed, setTyped] = useState('');
  const [isHere, setHere] = useState(false);
  const values = useValues(project, leaf, typed, isHere);
  const id = useId();
  const take = (text: string) => {
    const more = text.split(',').map((one) => one.trim());
    const list = [...new Set([...leaf.list, ...more.filter((one) => one !== '')])];
    setTyped('');
    if (list.length !== leaf.list.length) onChange({ list });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      take(typed);
    }
    if (event.key === 'Backspace' && typed === '' && !event.altKey)
      onChange({ list: leaf.list.slice(0, -1) });
  };
  return (
    <div
      className={cx(
        'flex min-h-8 min-w-0 flex-1 basis-44 flex-wrap items-center gap-1 rounded-ctl border bg-s1 p-[3px]',
        invalid ? 'border-error' : 'border-ctl',
      )}
    >
      {leaf.list.map((one) => (
        <span key={one} className="inline-flex max-w-full items-center rounded-chip bg-s3 pl-1.5 text-meta">
          <span className="min-w-0 truncate">{one}</span>
          <button
            type="button"
            aria-label={`Remove ${one}`}
            onClick={() => onChange({ list: leaf.list.filter((other) => other !== one) })}
            className="flex size-6 items-center justify-center text-text3 hover:text-text pointer-coarse:size-10"
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      <input
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        list={values.length > 0 ? id : undefined}
        value={typed}
        placeholder={leaf.list.length === 0 ? (type.placeholder ?? 'value, value') : ''}
        onFocus={() => setHere(true)}
        onBlur={() => take(typed)}
        onKeyDown={onKeyDown}
        onChange={({ target: { value }, nativeEvent }) =>
          value.endsWith(',') || (values.includes(value) && isPick(nativeEvent))
            ? take(value)
            : setTyped(value)
        }
        className="h-6 min-w-20 flex-1 bg-transparent px-1.5 text-body pointer-coarse:h-9 pointer-coarse:text-[16px]"
      />
      <datalist id={id}>
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </div>
  );
}

function Word(props: ValueProps) {
  const { project, leaf, type, label, invalid, describedBy, onChange } = props;
  const [isHere, setHere] = useState(false);
  const pattern = isPattern(type.kind, leaf.op);
  const values = useValues(project, leaf, leaf.value, isHere && !pattern);
  const id = useId();
  return (
    <>
      <input
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        list={values.length > 0 ? id : undefined}
        value={leaf.value}
        maxLength={1000}
        spellCheck={false}
        autoCapitalize="off"
        placeholder={type.placeholder}
        onFocus={() => setHere(true)}
        onChange={(event) => onChange({ value: event.target.value })}
        className={cx(inputStyle, 'w-auto! flex-1 basis-44', pattern && 'font-mono text-meta')}
      />
      <datalist id={id}>
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

/** The field that fits the condition: levels, words, a text or pattern, a number, yes or no. */
export function ValueInput(props: ValueProps) {
  const { leaf, type, label, invalid, describedBy, onChange } = props;
  const wired = {
    'aria-label': label,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
  };
  if (type.kind === 'flag')
    return (
      <select
        {...wired}
        value={String(leaf.flag)}
        onChange={(event) => onChange({ flag: event.target.value === 'true' })}
        className={cx(inputStyle, 'w-20!')}
      >
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
    );
  if (type.kind === 'number')
    return (
      <input
        {...wired}
        type="number"
        inputMode="numeric"
        step={1}
        value={leaf.value}
        onChange={(event) => onChange({ value: event.target.value })}
        className={cx(inputStyle, 'w-28!')}
      />
    );
  if (isList(leaf.op)) return leaf.type === 'level' ? <Levels {...props} /> : <Words {...props} />;
  if (leaf.type === 'level' && (leaf.op === 'eq' || leaf.op === 'neq'))
    return (
      <select
        {...wired}
        value={leaf.value}
        onChange={(event) => onChange({ value: event.target.value })}
        className={cx(inputStyle, 'w-32!')}
      >
        <option value="">choose</option>
        {[...new Set([...levels, leaf.value])]
          .filter((one) => one !== '')
          .map((one) => (
            <option key={one}>{one}</option>
          ))}
      </select>
    );
  return <Word {...props} />;
}
