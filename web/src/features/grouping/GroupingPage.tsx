import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import { useProject } from '@/features/project';
import { Note } from '@/ui/Note';
import { Skeleton } from '@/ui/Skeleton';
import { GroupingForm } from './GroupingForm';
import { RuleList } from './RuleList';
import { StoredEvents } from './StoredEvents';

export default function GroupingPage() {
  const { project = '' } = useParams<{ project: string }>();
  const query = useProject(project);
  return (
    <>
      {!isAdmin() && <Note className="mb-5">Only an admin can change these.</Note>}
      <RuleList project={project} />
      <QueryPanel query={query} what="The project could not be read" skeleton={<Skeleton className="h-96" />}>
        {(data) => <GroupingForm key={data.updated_at} project={data} />}
      </QueryPanel>
      <StoredEvents project={project} />
    </>
  );
}
