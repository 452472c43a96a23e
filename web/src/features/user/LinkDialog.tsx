import type { Person } from '@/api/types';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Dialog } from '@/ui/Dialog';

export interface MadeLink {
  user: Person;
  kind: 'invite' | 'reset';
  link: string;
}

export function LinkDialog({ made, onClose }: { made: MadeLink | undefined; onClose: () => void }) {
  const name = made?.user.name || made?.user.email;
  return (
    <Dialog
      open={made !== undefined}
      size="small"
      title={made?.kind === 'invite' ? `Invitation of ${name}` : `New password for ${name}`}
      description="Send this link. It works once; older ones no longer do."
      onClose={onClose}
    >
      {made && (
        <div className="grid grid-cols-1 gap-4">
          <CodeBox what="link" code={new URL(made.link, location.origin).href} />
          <Button tone="primary" className="justify-self-end" onClick={onClose}>
            Done
          </Button>
        </div>
      )}
    </Dialog>
  );
}
