import { useQuery } from '@tanstack/react-query';
import { Settings } from 'lucide-react';
import { useParams } from 'wouter';
import { QueryPanel } from '@/api/QueryPanel';
import { projectQuery } from '@/features/project';
import { paths } from '@/lib/paths';
import { useLiveStatus } from '@/live';
import { LinkButton } from '@/ui/Button';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { ConnectPanel } from './ConnectPanel';

const skeleton = (
  <div className="grid max-w-[920px] gap-6 px-4 py-5 md:px-6">
    <Skeleton className="h-[66px]" />
    <Skeleton className="h-8 w-3/4" />
    <Skeleton className="h-[280px]" />
  </div>
);

export default function OnboardingPage() {
  const { project: slug = '' } = useParams<{ project: string }>();
  const query = useQuery(projectQuery(slug));
  const live = useLiveStatus();
  return (
    <Page
      title={`Connect ${query.data?.name ?? slug}`}
      live={live}
      actions={
        <LinkButton tone="ghost" icon={<Settings size={14} />} href={paths.settingsOfProject(slug)}>
          Settings
        </LinkButton>
      }
    >
      <QueryPanel query={query} what="The project could not be read" skeleton={skeleton}>
        {(project) => <ConnectPanel project={project} />}
      </QueryPanel>
    </Page>
  );
}
