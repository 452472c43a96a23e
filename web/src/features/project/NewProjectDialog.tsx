import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiError, errorText } from '@/api/errors';
import { paths } from '@/lib/paths';
import { Button } from '@/ui/Button';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { useCreateProject } from './project.queries';

/** One question; everything else has a default and a settings page. */
export function NewProjectForm() {
  const [name, setName] = useState('');
  const [, navigate] = useLocation();
  const create = useCreateProject();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(name.trim(), { onSuccess: (project) => navigate(paths.projectSetup(project.slug)) });
  };
  const taken = create.error instanceof ApiError && create.error.status === 409;
  return (
    <form onSubmit={submit} className="grid gap-4 text-left">
      <Field
        label="Name"
        name="name"
        required
        autoFocus
        autoComplete="off"
        maxLength={100}
        placeholder="storefront-web"
        value={name}
        onChange={(event) => setName(event.target.value)}
        hint="Usually one per repository or deployed program."
        error={
          create.error ? (taken ? 'A project of this name exists.' : errorText(create.error)) : undefined
        }
      />
      <Button
        type="submit"
        tone="primary"
        className="justify-self-end"
        busy={create.isPending}
        disabled={name.trim() === ''}
      >
        Create project
      </Button>
    </form>
  );
}

export function NewProjectDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} title="New project" size="small" onClose={onClose}>
      <NewProjectForm />
    </Dialog>
  );
}
