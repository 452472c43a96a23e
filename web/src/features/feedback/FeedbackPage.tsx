import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { QueryPanel } from '@/api/QueryPanel';
import { useProject } from '@/features/project';
import { oneOf, useSearchState } from '@/lib/search';
import { Button } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { FeedbackItem } from './FeedbackItem';
import { feedbackListQuery } from './feedback.queries';

const ALL = 'all';
const codec = { status: oneOf(['new', 'resolved', 'spam', ALL], 'new') };
const choices = [
  { value: 'new', label: 'New' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'spam', label: 'Spam' },
  { value: ALL, label: 'All' },
] as const;

function Nothing({ isNew }: { isNew: boolean }) {
  return (
    <EmptyState kind="flat" title={isNew ? 'Nothing new from people' : 'Nothing here'}>
      SDKs send what people write: with the report dialog, the feedback widget, or{' '}
      <code>captureFeedback</code>.
    </EmptyState>
  );
}

/** What people wrote about a project, newest first. */
export default function FeedbackPage() {
  const { project = '' } = useParams();
  const here = useProject(project).data;
  const [{ status }, set] = useSearchState(codec);
  const query = useInfiniteQuery(feedbackListQuery(project, status === ALL ? '' : status));
  return (
    <Page title="Feedback" scope={here?.name ?? project}>
      <div className="border-b border-line px-4 py-2 md:px-6">
        <Choice
          legend="Status"
          hideLegend
          value={status}
          options={choices}
          onChange={(value) => set({ status: value })}
        />
      </div>
      <QueryPanel
        query={query}
        what="The feedback could not be read"
        skeleton={<Skeleton className="m-6 h-40" />}
      >
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Nothing isNew={status === 'new'} />;
          return (
            <>
              <ul aria-label="Feedback" className="max-w-[920px] px-4 md:px-6">
                {items.map((one) => (
                  <FeedbackItem key={one.id} project={project} one={one} />
                ))}
              </ul>
              {query.hasNextPage && (
                <div className="px-4 py-3 md:px-6">
                  <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    Show older
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </QueryPanel>
    </Page>
  );
}
