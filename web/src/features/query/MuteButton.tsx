import { Bell, BellOff } from 'lucide-react';
import { canTriage } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { Button } from '@/ui/Button';
import { toast } from '@/ui/toast';
import { type Pattern, useMutePattern } from './query.queries';

/** A muted pattern is counted and reports nothing. */
export function MuteButton({ project, pattern }: { project: string; pattern: Pattern }) {
  const mute = useMutePattern(project);
  if (!canTriage()) return null;
  const put = () =>
    mute.mutateAsync({ id: pattern.id, muted: !pattern.muted }).then(
      () =>
        pattern.muted
          ? toast('No longer muted.', { detail: 'The next event that shows it reports it.' })
          : toast('Muted.', { detail: 'It is counted and reports nothing.' }),
      (error: unknown) => toast('The pattern was not changed.', { tone: 'error', detail: errorText(error) }),
    );
  return (
    <Button
      size="dense"
      busy={mute.isPending}
      icon={pattern.muted ? <Bell size={14} /> : <BellOff size={14} />}
      onClick={() => void put()}
    >
      {pattern.muted ? 'Unmute' : 'Mute'}
    </Button>
  );
}
