import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { $api } from '@/api/client';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { type BulkVerb, tagVerb } from './verbs';

interface TagDialogProps {
  of: string;
  /** Its tags are offered. */
  project?: string;
  onVerb: (verb: BulkVerb) => void;
  onClose: () => void;
}

const tagsQuery = (project: string | undefined) => ({
  ...$api.queryOptions('get', '/projects/{project}/tags', { params: { path: { project: project ?? '' } } }),
  enabled: project !== undefined,
});

export function TagDialog(props: TagDialogProps) {
  return (
    <Dialog open size="small" title={`Tag ${props.of}`} onClose={props.onClose}>
      <TagForm {...props} />
    </Dialog>
  );
}

function TagForm({ project, onVerb, onClose }: TagDialogProps) {
  const { data: known = [] } = useQuery(tagsQuery(project));
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const isWhole = key.trim() !== '' && value.trim() !== '';
  const act = (on: boolean) => isWhole && onVerb(tagVerb(on, key.trim(), value.trim()));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act(true);
  };
  const keys = [...new Set(known.map((tag) => tag.key))];
  const values = known.filter((tag) => tag.key === key.trim()).map((tag) => tag.value);
  return (
    <form onSubmit={submit}>
      <div className="grid grid-cols-2 gap-3">
        <Field
          label="Key"
          mono
          autoFocus
          autoComplete="off"
          spellCheck={false}
          list="tag-keys"
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <Field
          label="Value"
          mono
          autoComplete="off"
          spellCheck={false}
          list="tag-values"
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </div>
      <datalist id="tag-keys">
        {keys.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <datalist id="tag-values">
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button disabled={!isWhole} onClick={() => act(false)}>
          Remove tag
        </Button>
        <Button type="submit" tone="primary" disabled={!isWhole}>
          Add tag
        </Button>
      </div>
    </form>
  );
}
