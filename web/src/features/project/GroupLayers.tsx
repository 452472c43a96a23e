import { type FormEvent, useState } from 'react';
import { errorText } from '@/api/errors';
import type { ProjectListItem } from '@/api/types';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import { Dialog } from '@/ui/Dialog';
import { PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Picker } from '@/ui/Picker';
import { toast } from '@/ui/toast';
import { type Group, useDeleteGroup, useMoveToGroup, useSaveGroup } from './group.queries';

export type GroupLayer = 'hook' | 'delete' | 'pick' | undefined;

function HookForm({ group, onClose }: { group: Group; onClose: () => void }) {
  const [url, setUrl] = useState('');
  const save = useSaveGroup();
  const put = (patch: { default_slack_webhook_url?: string; clear_default_slack_webhook_url?: boolean }) =>
    save.mutate(
      { id: group.id, name: group.name, ...patch },
      {
        onSuccess: () => {
          toast(patch.clear_default_slack_webhook_url ? 'The hook is gone.' : 'The hook is kept.');
          onClose();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    put({ default_slack_webhook_url: url.trim() });
  };
  const isSet = group.default_slack_webhook_url_set;
  return (
    <form onSubmit={submit} className="grid gap-4">
      <PasswordField
        label={isSet ? 'Replace it by' : 'Address'}
        autoFocus
        required
        autoComplete="off"
        inputMode="url"
        placeholder="https://hooks.slack.com/services/…"
        value={url}
        onChange={(event) => setUrl(event.target.value)}
        hint={`${isSet ? 'One is kept; it is not shown again. ' : ''}Alerts of this group’s projects that name no address of their own go there.`}
      />
      {save.error ? (
        <Note tone="error" alert>
          {errorText(save.error)}
        </Note>
      ) : null}
      <div className="flex justify-end gap-2">
        {isSet && (
          <Button
            tone="danger"
            className="mr-auto"
            onClick={() => put({ clear_default_slack_webhook_url: true })}
          >
            Remove
          </Button>
        )}
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" busy={save.isPending} disabled={url.trim() === ''}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface GroupLayersProps {
  group: Group;
  projects: readonly ProjectListItem[];
  layer: GroupLayer;
  onClose: () => void;
  onDeleted: () => void;
}

/** The dialogs of a group: its hook, what comes into it, its end. */
export function GroupLayers({ group, projects, layer, onClose, onDeleted }: GroupLayersProps) {
  const remove = useDeleteGroup();
  const move = useMoveToGroup();
  const others = projects.filter((project) => project.group_id !== group.id);
  return (
    <>
      <Dialog open={layer === 'hook'} size="small" title={`Slack hook of ${group.name}`} onClose={onClose}>
        <HookForm group={group} onClose={onClose} />
      </Dialog>
      <Dialog
        open={layer === 'pick'}
        size="small"
        hideTitle
        title={`Add a project to ${group.name}`}
        onClose={onClose}
      >
        <Picker
          label={`Add a project to ${group.name}`}
          placeholder="Which project?"
          items={others.map(({ id, name, group_name }) => ({ id, label: name, detail: group_name ?? '' }))}
          empty="Every project is here already."
          onPick={(item) => {
            onClose();
            const project = others.find((one) => one.id === item.id);
            if (project) move(project, group, groupOf(project)).catch(() => {});
          }}
        />
      </Dialog>
      <Confirm
        open={layer === 'delete'}
        danger
        title={`Delete the group ${group.name}?`}
        verb="Delete group"
        onConfirm={() => remove.mutateAsync(group.id).then(onDeleted)}
        onClose={onClose}
      >
        Its projects stay, in no group. Its Slack hook is gone.
      </Confirm>
    </>
  );
}

/** The group a project is in, as far as its list item tells. */
export function groupOf(project: ProjectListItem): Group | null {
  return project.group_id ? ({ id: project.group_id, name: project.group_name ?? '' } as Group) : null;
}
