import { Star } from 'lucide-react';
import { Button } from '@/ui/Button';

/** Who follows is told what happens to the issue. */
export function FollowButton({ on, onToggle }: { on: boolean; onToggle: () => void }) {
  return (
    <Button
      size="dense"
      icon={<Star size={14} className={on ? 'fill-current text-warning' : undefined} />}
      aria-pressed={on}
      title="Follow (f)"
      className="max-sm:hidden"
      onClick={onToggle}
    >
      {on ? 'Following' : 'Follow'}
    </Button>
  );
}
