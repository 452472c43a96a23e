import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/ui/Button';
import { Field, SelectField } from '@/ui/Field';
import { facetsQuery } from '../figure.queries';
import { type EventSearch, termOf, withTerm } from './eventFilter';

const own = ['environment', 'release', 'user', 'level'];
const LISTED_MOST = 50;

/** What a datetime-local field holds, in the reader's zone. */
function local(iso: string | undefined): string {
  if (!iso) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
const iso = (text: string) => (text === '' ? undefined : new Date(text).toISOString());

interface EventFilterFormProps {
  project: string;
  issue: string;
  search: EventSearch;
  onApply: (patch: Partial<EventSearch>) => void;
}

/** Only events of one tag value, environment, release, user or time. */
export default function EventFilterForm({ project, issue, search, onApply }: EventFilterFormProps) {
  const { data } = useQuery(facetsQuery(project, issue));
  const keys = [...own, ...(data?.keys ?? []).map((one) => one.key).filter((key) => !own.includes(key))];
  const [key, setKey] = useState('environment');
  const [value, setValue] = useState('');
  const [from, setFrom] = useState(local(search.from));
  const [to, setTo] = useState(local(search.to));
  const list = useId();
  const values = data?.keys.find((one) => one.key === key)?.values ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply({
      ...(value.trim() === '' ? {} : { eq: withTerm(search.eq, termOf(key, value.trim())) }),
      from: iso(from),
      to: iso(to),
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-3 p-3">
      <SelectField
        label="Tag"
        value={key}
        options={keys.map((one) => ({ value: one, label: one }))}
        onChange={(event) => setKey(event.target.value)}
      />
      <Field
        label="Value"
        autoFocus
        autoComplete="off"
        spellCheck={false}
        list={list}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <datalist id={list}>
        {values.slice(0, LISTED_MOST).map((one) => (
          <option key={one.value} value={one.value} />
        ))}
      </datalist>
      <div className="grid grid-cols-2 gap-2">
        <Field
          label="From"
          type="datetime-local"
          value={from}
          max={to || undefined}
          onChange={(event) => setFrom(event.target.value)}
        />
        <Field
          label="To"
          type="datetime-local"
          value={to}
          min={from || undefined}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <Button type="submit" tone="primary" size="dense">
        Show these events
      </Button>
    </form>
  );
}
