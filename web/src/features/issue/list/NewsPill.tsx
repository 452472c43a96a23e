import { short } from '@/lib/number';
import { Button } from '@/ui/Button';

export function newsWords(fresh: number, changed: number): string {
  const parts = [fresh > 0 ? `${short(fresh)} new` : '', changed > 0 ? `${short(changed)} changed` : ''];
  return parts.filter(Boolean).join(', ');
}

/** Rows never appear or move under the pointer: what is new waits here. */
export function NewsPill({ fresh, changed, onShow }: { fresh: number; changed: number; onShow: () => void }) {
  if (fresh + changed === 0) return null;
  return (
    <div className="pointer-events-none sticky top-2 z-20 flex h-0 justify-center">
      <Button
        tone="primary"
        size="dense"
        keys="u"
        onClick={onShow}
        className="pointer-events-auto mt-2 rounded-full shadow-[var(--layer-shadow)]"
      >
        {newsWords(fresh, changed)}
      </Button>
    </div>
  );
}
