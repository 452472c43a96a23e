import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '@/ui/Button';
import { CopyButton } from '@/ui/CopyButton';
import { Skeleton } from '@/ui/Skeleton';
import { Panel } from './Panel';
import type { WireEvent } from './read';

const RawTree = lazy(() => import('./RawTree'));

function download(event: WireEvent): void {
  const blob = new Blob([JSON.stringify(event.data, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `event-${event.event_id}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The whole event; its code and rows are made when it is opened. */
export function RawPanel({ event }: { event: WireEvent }) {
  const [open, setOpen] = useState(() => location.hash === '#raw');
  return (
    <Panel
      id="raw"
      title="Raw JSON"
      action={
        <>
          <Button size="dense" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'Show'}
          </Button>
          <CopyButton text={() => JSON.stringify(event.data, null, 2)} what="event as JSON" />
          <Button
            size="icon"
            tone="ghost"
            aria-label="Download the event"
            title="Download the event"
            onClick={() => download(event)}
          >
            <Download size={14} />
          </Button>
        </>
      }
    >
      {open && (
        <Suspense fallback={<Skeleton className="h-[480px]" />}>
          <RawTree data={event.data} />
        </Suspense>
      )}
    </Panel>
  );
}
