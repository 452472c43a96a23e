import {
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { announce } from '@/ui/announce';
import { hit, moved, perLine, stepOf } from './arrange';

/** The pointer has to go this far before a press is a drag. */
const SLOP = 4;

interface Lifted {
  id: string;
  order: string[];
  /** Undefined while a key or a press holds it where it is. */
  over?: string | undefined;
}

interface Arranging {
  ids: readonly string[];
  nameOf: (id: string) => string;
  onOrder: (ids: string[]) => void;
  /** Dropped on a tab. */
  onGroup: (id: string, group: string) => void;
}

const groupAt = (x: number, y: number) =>
  document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-group]')?.dataset.group;

/**
 * Lifts one of a grid's entries and moves it: by pointer, or by space, arrows and space. Nothing is
 * told before it is dropped; escape puts it back. The entries are the element's children, in order.
 */
export function useArrange({ ids, nameOf, onOrder, onGroup }: Arranging) {
  const [lifted, setLifted] = useState<Lifted>();
  const grid = useRef<HTMLUListElement>(null);
  const order = lifted?.order ?? ids;
  const boxes = () => [...(grid.current?.children ?? [])].map((one) => one.getBoundingClientRect());
  const buttonOf = (at: number) => grid.current?.children[at]?.querySelector('button');

  // React moves nodes about, and a node that is moved loses the focus.
  useLayoutEffect(() => {
    if (lifted) buttonOf(lifted.order.indexOf(lifted.id))?.focus();
  });

  const say = (what: string, list: readonly string[], id: string) =>
    announce(`${nameOf(id)} ${what}, place ${list.indexOf(id) + 1} of ${list.length}.`);
  const drop = (from: Lifted) => {
    setLifted(undefined);
    say('dropped', from.order, from.id);
    if (from.order.some((id, i) => id !== ids[i])) onOrder(from.order);
  };
  const cancel = () => {
    setLifted(undefined);
    if (lifted) say('is back', ids, lifted.id);
  };

  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const at = order.indexOf(id);
    const to = stepOf(event.key, at, perLine(boxes()), order.length);
    if (event.key === ' ' || event.key === 'Enter') {
      if (lifted) drop(lifted);
      else {
        setLifted({ id, order: [...ids] });
        say('lifted', ids, id);
      }
    } else if (lifted && event.key === 'Escape') cancel();
    else if (lifted && event.key === 'Tab') return drop(lifted);
    else if (to === undefined) return;
    else if (lifted) {
      const next = moved(lifted.order, at, to);
      setLifted({ id, order: next });
      say('moved', next, id);
    } else buttonOf(to)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  const onPointerDown = (event: ReactPointerEvent, id: string) => {
    if (event.button !== 0 || (lifted && lifted.id !== id)) return;
    const from = { x: event.clientX, y: event.clientY };
    let held: Lifted = { id, order: [...ids] };
    let drags = false;
    const move = ({ clientX: x, clientY: y }: PointerEvent) => {
      drags ||= Math.hypot(x - from.x, y - from.y) > SLOP;
      if (!drags) return;
      const to = hit(boxes(), x, y);
      const at = held.order.indexOf(id);
      held = { id, order: to < 0 || to === at ? held.order : moved(held.order, at, to), over: groupAt(x, y) };
      setLifted(held);
    };
    const end = (up: PointerEvent) => {
      for (const [kind, listener] of listeners) window.removeEventListener(kind, listener);
      if (!drags) return;
      const group = up.type === 'pointerup' ? groupAt(up.clientX, up.clientY) : undefined;
      if (up.type === 'pointerup' && group === undefined) return drop(held);
      setLifted(undefined);
      if (group !== undefined) onGroup(id, group);
    };
    const listeners = [
      ['pointermove', move],
      ['pointerup', end],
      ['pointercancel', end],
    ] as const;
    for (const [kind, listener] of listeners) window.addEventListener(kind, listener);
  };
  return { grid, order, lifted, onKeyDown, onPointerDown };
}
