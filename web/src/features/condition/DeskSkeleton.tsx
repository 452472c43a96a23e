import { Skeleton } from '@/ui/Skeleton';

/** Begins where the desk will: a margin of its own would move the page when it leaves. */
export function DeskSkeleton() {
  return (
    <div className="px-4 py-5 md:px-6">
      <Skeleton className="h-96" />
    </div>
  );
}
