import { lazy, Suspense } from 'react';
import { Dialog } from '@/ui/Dialog';
import { Skeleton } from '@/ui/Skeleton';
import type { Mergeable } from './merge/merge';

const MergeForm = lazy(() => import('./merge/MergeForm'));

export interface MergeDialogProps {
  open: boolean;
  /** Slug, number or uuid. */
  project: string;
  /** Ids: at most a hundred. One alone: the dialog asks what to merge it with. */
  issues: readonly string[];
  onClose: () => void;
  /** With the issue that stays. */
  onMerged?: (survivor: Mergeable) => void;
}

/** Several issues become one; from the list with those selected, from an issue with what is like it. */
export function MergeDialog({ open, onClose, ...rest }: MergeDialogProps) {
  return (
    <Dialog
      open={open}
      size="large"
      title="Merge issues"
      description="Events, people, comments and tags become those of the one that stays."
      onClose={onClose}
    >
      <Suspense fallback={<Skeleton className="h-80 w-full" />}>
        <MergeForm {...rest} onClose={onClose} />
      </Suspense>
    </Dialog>
  );
}
