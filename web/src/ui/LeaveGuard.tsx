import { useEffect, useRef, useState } from 'react';
import { guardLeaving } from '@/lib/leave';
import { Confirm } from './Confirm';

interface LeaveGuardProps {
  /** Names of what is not saved; with none one may leave. */
  changed: readonly string[];
}

/** Asks before a link, a key, a step back or the closing of the tab takes one from what is not saved. */
export function LeaveGuard({ changed }: LeaveGuardProps) {
  const [asked, setAsked] = useState<{ go: () => void }>();
  const free = useRef(() => {});
  const isOn = changed.length > 0;
  useEffect(() => {
    if (!isOn) return;
    const onClose = (event: BeforeUnloadEvent) => event.preventDefault();
    const letGo = guardLeaving((go) => setAsked({ go }));
    window.addEventListener('beforeunload', onClose);
    free.current = () => {
      letGo();
      window.removeEventListener('beforeunload', onClose);
    };
    return () => free.current();
  }, [isOn]);
  return (
    <Confirm
      open={asked !== undefined}
      title="Leave without saving?"
      verb="Leave"
      danger
      onConfirm={() => {
        free.current();
        asked?.go();
      }}
      onClose={() => setAsked(undefined)}
    >
      Not saved: {changed.join(', ').replaceAll('_', ' ')}.
    </Confirm>
  );
}
