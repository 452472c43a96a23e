import { Bell, BellOff, CirclePause, CirclePlay, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { canTriage } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import type { Monitor } from '@/api/types';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import { toast } from '@/ui/toast';
import { type MonitorChange, useChangeMonitor, useDeleteMonitor } from './monitor.queries';

/** Mute, disable, delete; each says what it means. */
export function MonitorVerbs({ project, monitor }: { project: string; monitor: Monitor }) {
  const change = useChangeMonitor(project, monitor.slug);
  const remove = useDeleteMonitor(project, monitor.slug);
  const [asked, setAsked] = useState(false);
  const [, navigate] = useLocation();
  if (!canTriage()) return null;
  const failed = (error: unknown) =>
    toast('The monitor was not changed.', { tone: 'error', detail: errorText(error) });
  const put = (body: MonitorChange, said: string, detail: string) =>
    change.mutateAsync(body).then(() => toast(said, { detail }), failed);
  const confirm = () =>
    remove.mutateAsync().then(() => {
      toast('Deleted.', { detail: 'A later check-in with a schedule makes it anew.' });
      navigate(paths.monitors(project));
    }, failed);
  return (
    <>
      <Button
        size="dense"
        busy={change.isPending}
        icon={monitor.is_muted ? <Bell size={14} /> : <BellOff size={14} />}
        onClick={() =>
          monitor.is_muted
            ? put({ is_muted: false }, 'No longer muted.', 'The next failure opens an issue.')
            : put({ is_muted: true }, 'Muted.', 'Runs are noted, failures open no issue.')
        }
      >
        {monitor.is_muted ? 'Unmute' : 'Mute'}
      </Button>
      <Button
        size="dense"
        busy={change.isPending}
        icon={monitor.is_enabled ? <CirclePause size={14} /> : <CirclePlay size={14} />}
        onClick={() =>
          monitor.is_enabled
            ? put({ is_enabled: false }, 'Disabled.', 'Check-ins are dropped, no run is expected.')
            : put({ is_enabled: true }, 'Enabled.', 'The next run is expected by its schedule.')
        }
      >
        {monitor.is_enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button size="dense" tone="danger" icon={<Trash2 size={14} />} onClick={() => setAsked(true)}>
        Delete
      </Button>
      <Confirm
        open={asked}
        danger
        title={`Delete ${monitor.name}?`}
        verb="Delete monitor"
        onConfirm={confirm}
        onClose={() => setAsked(false)}
      >
        Its runs are gone, its issues stay. A later check-in with a schedule makes it anew.
      </Confirm>
    </>
  );
}
