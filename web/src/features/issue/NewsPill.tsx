import { count as counted } from '@/lib/number';
import { Button } from '@/ui/Button';

/** Rows never appear under the pointer: what is new waits here. */
export function NewsPill({ count, onShow }: { count: number; onShow: () => void }) {
  if (count === 0) return null;
  return (
    <div className="pointer-events-none sticky top-2 z-10 flex h-0 justify-center">
      <Button
        tone="primary"
        size="dense"
        keys="u"
        onClick={onShow}
        className="pointer-events-auto mt-2 rounded-full shadow-[var(--layer-shadow)]"
      >
        {counted(count, 'issue')} to show
      </Button>
    </div>
  );
}
