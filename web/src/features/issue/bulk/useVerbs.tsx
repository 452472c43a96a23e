import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { canTriage, currentUser } from '@/api/bootstrap';
import type { KeyBinding } from '@/keys';
import { contextVerbs } from '@/lib/contextVerbs';
import { exact } from '@/lib/number';
import { useBulk } from './bulk.queries';
import { contextVerbsOf } from './contextVerbs';
import type { Asking } from './VerbLayer';
import {
  assignVerb,
  type BulkVerb,
  followVerb,
  isOwn,
  noMerge,
  sizeOf,
  statusVerb,
  type VerbTarget,
} from './verbs';

const VerbLayer = lazy(() => import('./VerbLayer'));

export interface Verbs {
  act: (verb: BulkVerb) => void;
  ask: (asking: Asking) => void;
  /** For a page's useKeys. */
  keys: KeyBinding[];
  /** The open question, to be drawn somewhere. */
  layer: ReactNode;
}

/** Verbs on the selection, the focused row or the open issue: by key, button and palette alike. */
export function useVerbs(target: VerbTarget, onAct?: (target: VerbTarget, verb: BulkVerb) => void): Verbs {
  const client = useQueryClient();
  const bulk = useBulk();
  const run = (on: VerbTarget, verb: BulkVerb) => {
    bulk(on, verb);
    onAct?.(on, verb);
  };
  const [asked, setAsked] = useState<{ asking: Asking; target: VerbTarget } | undefined>();
  const latest = useRef(target);
  latest.current = target;
  const can = () => canTriage() && sizeOf(latest.current) > 0;
  const act = (verb: BulkVerb) => (can() || isOwn(verb, latest.current) ? run(latest.current, verb) : false);
  const toggleFollow = () => {
    const { issues, query } = latest.current;
    return act(followVerb(query !== undefined || !issues.every((issue) => issue.followed)));
  };
  const ask = (asking: Asking) => {
    const { issues, query } = latest.current;
    if (!can() || (asking === 'merge' && noMerge({ issues, query }))) return false;
    if (asking === 'ticket' && sizeOf(latest.current) !== 1) return false;
    setAsked({ asking, target: latest.current });
  };
  const n = sizeOf(target);
  const one = n === 1 ? (target.issues[0]?.short_id ?? '1 issue') : `${exact(n)} issues`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: they read the newest target when they run
  useEffect(() => {
    if (n === 0 || !canTriage()) return;
    contextVerbs.set({ of: one, verbs: contextVerbsOf({ client, n, onVerb: act, onAsk: ask }) });
    return () => contextVerbs.set(undefined);
  }, [client, n, one]);
  const group = 'Issues';
  const me = currentUser.get();
  const keys: KeyBinding[] = [
    { keys: 'r', label: 'Resolve', group, run: () => act(statusVerb({ status: 'resolved' })) },
    { keys: 'Shift+R', label: 'Resolve in a release, commit, cooldown', group, run: () => ask('release') },
    { keys: 'i', label: 'Ignore', group, run: () => act(statusVerb({ status: 'ignored' })) },
    { keys: 's', label: 'Snooze', group, run: () => ask('snooze') },
    { keys: 'a', label: 'Assign', group, run: () => ask('assign') },
    {
      keys: 'Shift+A',
      label: 'Assign to me',
      group,
      run: () => me && act(assignVerb({ id: me.id!, name: me.name ?? 'me' })),
    },
    { keys: 'm', label: 'Merge', group, run: () => ask('merge') },
    { keys: 't', label: 'Tag', group, run: () => ask('tag') },
    { keys: 'l', label: 'Ticket', group, run: () => ask('ticket') },
    { keys: 'f', label: 'Follow', group, run: toggleFollow },
  ];
  const layer = asked && (
    <Suspense fallback={null}>
      <VerbLayer {...asked} onVerb={(verb) => run(asked.target, verb)} onClose={() => setAsked(undefined)} />
    </Suspense>
  );
  return { act, ask, keys, layer };
}
