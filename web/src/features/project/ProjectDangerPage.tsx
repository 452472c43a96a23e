import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { useDeleteProject } from './project.queries';

export default function ProjectDangerPage() {
  const { project = '' } = useParams<{ project: string }>();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const remove = useDeleteProject(project);
  const confirm = async () => {
    await remove.mutateAsync().then(
      () => {
        toast('Project deleted.');
        navigate(paths.projects());
      },
      () => {},
    );
  };
  return (
    <Section title="Delete the project" lead="Its issues, events, keys and settings are gone for good.">
      {remove.error ? (
        <Note tone="error" alert>
          {errorText(remove.error)}
        </Note>
      ) : null}
      <Button
        tone="danger"
        className="justify-self-start"
        disabled={!isAdmin()}
        title={isAdmin() ? undefined : 'Needs an admin'}
        onClick={() => setAsking(true)}
      >
        Delete project
      </Button>
      <Confirm
        open={asking}
        danger
        title="Delete the project?"
        verb="Delete project"
        typed={project}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        SDKs that still send to it are refused from then on. This cannot be undone.
      </Confirm>
    </Section>
  );
}
