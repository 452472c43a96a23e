/** A finger that moves a row sideways: right and left are verbs, down is the page's scroll. */
import { type MouseEvent, type PointerEvent, useRef } from 'react';

const FAR = 88;
const BEGINS = 12;

interface Drag {
  x: number;
  y: number;
  by: number;
}

/** How far it is drawn, and what letting go would mean. */
export function swipeOf(by: number): { shift: number; to?: 'left' | 'right' } {
  if (Math.abs(by) < BEGINS) return { shift: 0 };
  if (Math.abs(by) < FAR) return { shift: by };
  return { shift: Math.sign(by) * FAR, to: by > 0 ? 'right' : 'left' };
}

export function useSwipe(onSwipe: (to: 'left' | 'right') => void, on: boolean) {
  const drag = useRef<Drag | undefined>(undefined);
  /** The click that ends a swipe is no tap. */
  const swiped = useRef(false);
  if (!on) return {};
  const draw = (row: HTMLElement, by: number) => {
    const { shift, to } = swipeOf(by);
    row.style.transform = shift === 0 ? '' : `translateX(${shift}px)`;
    if (to) row.dataset.swipe = to;
    else delete row.dataset.swipe;
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      swiped.current = false;
      if (event.pointerType === 'touch') drag.current = { x: event.clientX, y: event.clientY, by: 0 };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const now = drag.current;
      if (!now) return;
      const by = event.clientX - now.x;
      if (now.by === 0 && Math.abs(event.clientY - now.y) > Math.abs(by)) return;
      now.by = by;
      draw(event.currentTarget, by);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const now = drag.current;
      drag.current = undefined;
      draw(event.currentTarget, 0);
      const { shift, to } = swipeOf(now?.by ?? 0);
      swiped.current = shift !== 0;
      if (to) onSwipe(to);
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      drag.current = undefined;
      draw(event.currentTarget, 0);
    },
    onClickCapture(event: MouseEvent) {
      if (!swiped.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}
