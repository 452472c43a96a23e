import { errorText } from '@/api/errors';
import { toast } from '@/ui/toast';
import { type Alert, useDeleteAlert } from './alert.queries';

/** Deletes an alert; its secrets and its log go with it, so that it is asked for first. */
export function useDropAlert(project: string, onGone?: () => void) {
  const drop = useDeleteAlert(project);
  return (alert: Alert) =>
    drop.mutateAsync(alert).then(
      () => {
        toast('Alert deleted.', { detail: 'What waits to be sent is not sent any more.' });
        onGone?.();
      },
      (error: unknown) => {
        toast('The alert was not deleted.', { tone: 'error', detail: errorText(error) });
      },
    );
}
