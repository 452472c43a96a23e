import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { currentUser } from '@/api/bootstrap';
import { peopleQuery } from '@/api/people';
import { useTopic } from '@/live';

/** Ids after somebody came or went. */
export function presentAfter(now: readonly string[], id: string, op: string | undefined): readonly string[] {
  const others = now.filter((one) => one !== id);
  if (op === 'gone') return others.length === now.length ? now : others;
  return others.length === now.length ? [...now, id] : now;
}

function useIsVisible(): boolean {
  const [visible, setVisible] = useState(() => document.visibilityState === 'visible');
  useEffect(() => {
    const see = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, []);
  return visible;
}

/** Names of the others who look at this issue now. Listening is being there oneself, so only a tab that is seen does. */
export function usePresence(issue: string | undefined): string[] {
  const [present, setPresent] = useState<readonly string[]>([]);
  const visible = useIsVisible();
  // biome-ignore lint/correctness/useExhaustiveDependencies: who looks at one issue says nothing about another
  useEffect(() => setPresent([]), [issue]);
  useTopic(issue && visible ? `presence:${issue}` : undefined, (message) => {
    if (message.event === 'reset') setPresent([]);
    if (message.event !== 'presence' || !message.id) return;
    setPresent((now) => presentAfter(now, message.id!, message.op));
  });
  const others = present.filter((id) => id !== currentUser.get()?.id);
  const people = useQuery({ ...peopleQuery(), enabled: others.length > 0 });
  return others.map((id) => {
    const person = people.data?.find((one) => one.id === id);
    return person?.name || person?.email || 'Somebody';
  });
}
