import { useState } from 'react';
import type { ProjectListItem } from '@/api/types';
import { Button } from '@/ui/Button';
import { EmptyState } from '@/ui/EmptyState';
import { GroupLayers } from './GroupLayers';
import type { Group } from './group.queries';
import { NewProjectForm } from './NewProjectDialog';

export function NoProjects({ admin }: { admin: boolean }) {
  if (!admin) {
    return (
      <EmptyState title="There is no project yet">
        An admin makes projects. Ask one, then come back.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Create the first project">
      <p>A project gets its own address for SDKs, its own issues and its own rules.</p>
      <div className="mx-auto mt-6 w-[300px] max-w-full">
        <NewProjectForm />
      </div>
    </EmptyState>
  );
}

interface NothingFitsProps {
  all: readonly ProjectListItem[];
  groups: readonly Group[];
  admin: boolean;
  search: { q: string; group: string };
  onAll: () => void;
}

/** There are projects, but none here: because of the words, or because the group is new. */
export function NothingFits({ all, groups, admin, search, onAll }: NothingFitsProps) {
  const [picking, setPicking] = useState(false);
  const group = groups.find((one) => one.id === search.group);
  const showAll = <Button onClick={onAll}>Show all projects</Button>;
  if (search.q !== '' || !group) {
    const title = search.q ? `No project here is called “${search.q}”` : 'No project is here';
    return <EmptyState title={title} action={showAll} />;
  }
  return (
    <EmptyState
      title={`No project is in ${group.name}`}
      action={
        <>
          {admin && (
            <Button tone="primary" onClick={() => setPicking(true)}>
              Add a project
            </Button>
          )}
          {showAll}
        </>
      }
    >
      {admin
        ? 'Pick one, or arrange the projects and drag one onto the tab.'
        : 'An admin puts projects here.'}
      <GroupLayers
        {...{ group, projects: all }}
        layer={picking ? 'pick' : undefined}
        onClose={() => setPicking(false)}
        onDeleted={onAll}
      />
    </EmptyState>
  );
}
