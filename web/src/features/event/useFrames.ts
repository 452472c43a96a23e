import { startTransition, useCallback, useEffect, useMemo, useState } from 'react';
import type { Exception, Thread } from './exceptions';
import type { Frame } from './frame';
import { crashFrame } from './frames';

/** "frame-3" in the exception raised last, "frame-2.3" in the one that caused it, "frame-t7.3" in a thread. */
export function anchorOf(owner: string, frames: readonly Frame[], frame: Frame): string {
  const at = frames.length - frame.at;
  return owner === '1' ? `frame-${at}` : `frame-${owner}.${at}`;
}

/** Which frames stand open: where it crashed, what the address names, then what was clicked. */
export function useFrames(exceptions: readonly Exception[], threads: readonly Thread[]) {
  const stacks = useMemo(
    () => [
      ...exceptions.map((one) => ({ owner: String(one.number), frames: one.frames })),
      ...threads.map((one) => ({ owner: `t${one.id}`, frames: one.frames })),
    ],
    [exceptions, threads],
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(() => {
    const crashed = stacks.flatMap(({ owner, frames }) => {
      const frame = crashFrame([...frames].reverse());
      return frame ? [anchorOf(owner, frames, frame)] : [];
    });
    return new Set([...crashed, location.hash.slice(1)]);
  });
  const [expanded, setExpanded] = useState(false);
  useEffect(() => {
    const hash = location.hash.slice(1);
    if (hash.startsWith('frame-')) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, []);
  const toggle = useCallback((anchor: string) => {
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(anchor)) next.add(anchor);
      return next;
    });
  }, []);
  const toggleAll = () => {
    const all = stacks.flatMap(({ owner, frames }) => frames.map((frame) => anchorOf(owner, frames, frame)));
    // In slices, so that a thousand frames do not hold up the page.
    startTransition(() => setOpen(new Set(expanded ? [] : all)));
    setExpanded(!expanded);
  };
  return { open, toggle, toggleAll, expanded };
}
