import { paths } from '@/lib/paths';
import { LinkButton } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';

export default function NotFoundPage() {
  return (
    <Page title="Not found">
      <EmptyState
        title="There is no page at this address"
        action={
          <LinkButton tone="primary" href={paths.projects()}>
            Go to projects
          </LinkButton>
        }
      >
        It may have been deleted, or the link is cut off.
      </EmptyState>
    </Page>
  );
}
