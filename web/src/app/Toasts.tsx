import { useStore } from '@/lib/store';
import { LazyToasts } from '@/ui/lazy';
import { toasts } from '@/ui/toast';

export function Toasts() {
  const some = useStore(toasts).length > 0;
  return some ? <LazyToasts /> : null;
}
