import { Skeleton } from '@/ui/Skeleton';

/** While a page's code is on its way: the header's geometry. */
export function PageSkeleton() {
  return (
    <div className="flex h-[53px] items-center border-b border-line px-4 md:px-6" aria-busy="true">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-5 w-32" />
    </div>
  );
}
