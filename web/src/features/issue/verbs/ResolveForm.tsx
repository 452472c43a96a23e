import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { $api } from '@/api/client';
import { Button } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { Field } from '@/ui/Field';
import type { StatusChange } from '../issue.queries';

const kinds = [
  { value: 'release', label: 'Release' },
  { value: 'commit', label: 'Commit' },
  { value: 'cooldown', label: 'Cooldown' },
] as const;
export type ResolveKind = (typeof kinds)[number]['value'];

const RELEASES_MOST = 50;
const COMMIT = /^[0-9a-f]{7,64}$/i;

const consequences: Record<ResolveKind, string> = {
  release: 'Events of that release and older ones only count; a newer one reopens the issue.',
  commit: 'Reopens when it is seen in a release that has the commit.',
  cooldown: 'Events only count for so long; then the next one reopens the issue.',
};

/** undefined while it cannot be sent. */
export function resolveOf(kind: ResolveKind, text: string): StatusChange | undefined {
  const value = text.trim();
  if (kind === 'release') return value ? { status: 'resolved', resolved_in_release: value } : undefined;
  if (kind === 'commit') {
    return COMMIT.test(value) ? { status: 'resolved', resolve_in: { commit: value } } : undefined;
  }
  const hours = Number(value);
  return value !== '' && hours >= 0 && hours <= 8760
    ? { status: 'resolved', cooldown_minutes: Math.round(hours * 60) }
    : undefined;
}

interface ResolveFormProps {
  /** Its releases are offered. */
  project?: string;
  /** Suggested: where it was seen last. */
  release: string;
  onResolve: (change: StatusChange) => void;
  onClose: () => void;
}

/** Resolve in a release or commit, or with a cooldown of one's own. */
export function ResolveForm({ project, release, onResolve, onClose }: ResolveFormProps) {
  const [kind, setKind] = useState<ResolveKind>('release');
  const [text, setText] = useState({ release, commit: '', cooldown: '24' });
  const list = useId();
  const { data } = useQuery({
    ...$api.queryOptions('get', '/projects/{project}/issues/releases', {
      params: { path: { project: project ?? '' } },
    }),
    enabled: project !== undefined,
  });
  const releases = Array.isArray(data) ? data.filter((one): one is string => typeof one === 'string') : [];
  const change = resolveOf(kind, text[kind]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change) onResolve(change);
  };
  const field = {
    value: text[kind],
    onChange: (event: { target: { value: string } }) => setText({ ...text, [kind]: event.target.value }),
    autoFocus: true,
    autoComplete: 'off',
    spellCheck: false,
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      <Choice legend="Resolved by" value={kind} options={kinds} onChange={setKind} />
      {kind === 'release' && (
        <Field {...field} label="Release" mono list={list} hint={consequences.release} />
      )}
      {kind === 'commit' && <Field {...field} label="Commit" mono hint={consequences.commit} />}
      {kind === 'cooldown' && (
        <Field {...field} label="Hours" type="number" min={0} hint={consequences.cooldown} />
      )}
      <datalist id={list}>
        {releases.slice(0, RELEASES_MOST).map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={!change}>
          Resolve
        </Button>
      </div>
    </form>
  );
}
