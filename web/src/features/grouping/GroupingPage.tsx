import { useState } from 'react';
import { useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { QueryPanel } from '@/api/QueryPanel';
import { useProject } from '@/features/project';
import { Button } from '@/ui/Button';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { GroupingForm } from './GroupingForm';
import { RuleList } from './RuleList';
import { WhatIf } from './WhatIf';

/** What today's settings would make of events that older ones grouped. */
function Simulator({ project }: { project: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <Section
      title="Stored events under today's settings"
      lead="Settings act on what arrives. Issues that were made before may be apart, or together, for reasons that no longer hold."
    >
      {asked ? (
        <WhatIf project={project} />
      ) : (
        <Button className="justify-self-start" onClick={() => setAsked(true)}>
          Compare them
        </Button>
      )}
    </Section>
  );
}

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
      <Simulator project={project} />
    </>
  );
}
