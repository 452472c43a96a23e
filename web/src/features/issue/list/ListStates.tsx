import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import type { Density } from './views';

const ROWS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The list's geometry: its head and rows of the final height. */
export function ListSkeleton({ density }: { density: Density }) {
  const tall = density === 'comfortable';
  return (
    <div>
      <div className="h-8 border-b border-line" />
      {ROWS.map((i) => (
        <div
          key={i}
          className={`flex items-center gap-3 border-b border-line px-4 md:px-6 ${tall ? 'h-[57px]' : 'h-[37px]'}`}
        >
          <Skeleton className="size-4" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-2/5" />
            {tall && <Skeleton className="h-3 w-1/4" />}
          </div>
        </div>
      ))}
    </div>
  );
}

export function NoProject() {
  return (
    <Page title="Issues">
      <EmptyState
        title="This project is not there"
        action={
          <LinkButton tone="primary" href={paths.projects()}>
            All projects
          </LinkButton>
        }
      >
        It was deleted, or the address is wrong.
      </EmptyState>
    </Page>
  );
}
