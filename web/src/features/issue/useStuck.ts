import { useEffect, useState } from 'react';

/** Has the element scrolled out of view? Then what sticks below it has to say what it said. */
export function useStuck<E extends HTMLElement>() {
  const [element, setElement] = useState<E | null>(null);
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    if (!element || typeof IntersectionObserver === 'undefined') return;
    const watch = new IntersectionObserver(([entry]) => setStuck(!entry!.isIntersecting));
    watch.observe(element);
    return () => watch.disconnect();
  }, [element]);
  return [setElement, stuck] as const;
}
