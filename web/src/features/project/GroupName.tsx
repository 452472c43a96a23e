import { type KeyboardEvent, useState } from 'react';
import { errorText } from '@/api/errors';
import { cx } from '@/ui/cx';
import { inputStyle } from '@/ui/Field';
import { type Group, useSaveGroup } from './group.queries';

interface GroupNameProps {
  /** undefined makes a new one. */
  group?: Group;
  /** `left`: the focus is elsewhere by now. */
  onDone: (saved?: Group, left?: boolean) => void;
}

/** A tab's name, written where it stands. Enter keeps it, escape and leaving do not. */
export function GroupName({ group, onDone }: GroupNameProps) {
  const [name, setName] = useState(group?.name ?? '');
  const save = useSaveGroup();
  const keep = () => {
    const next = name.trim();
    if (next === '' || next === group?.name) return onDone();
    save.mutate({ id: group?.id, name: next }, { onSuccess: (saved) => onDone(saved) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') keep();
    else onDone();
  };
  return (
    <span className="flex items-center gap-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: it stands where the button was that asked for it
        autoFocus
        aria-label={group ? `New name of ${group.name}` : 'Name of the new group'}
        aria-invalid={save.error ? true : undefined}
        autoComplete="off"
        maxLength={100}
        value={name}
        disabled={save.isPending}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => !save.isPending && !save.error && onDone(undefined, true)}
        className={cx(inputStyle, 'h-7 w-[160px]!')}
      />
      {save.error ? (
        <span role="alert" className="text-meta whitespace-nowrap text-error">
          {errorText(save.error)}
        </span>
      ) : null}
    </span>
  );
}
