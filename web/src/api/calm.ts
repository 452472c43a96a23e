import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useIdle } from '@/lib/paint';

/** A page without a read of its own, or one that is slow, holds up nothing for longer. */
const MOST_MS = 1500;

/** True once the page's own reads are answered and drawn: what only stands around it asks then. */
export function useCalm(): boolean {
  const client = useQueryClient();
  const [calm, setCalm] = useState(false);
  useEffect(() => {
    if (calm) return;
    let asked = false;
    const look = () => {
      const open = client.isFetching() > 0;
      if (asked && !open) setCalm(true);
      asked ||= open;
    };
    look();
    const leave = client.getQueryCache().subscribe(look);
    const timer = setTimeout(() => setCalm(true), MOST_MS);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [client, calm]);
  return useIdle(calm);
}
