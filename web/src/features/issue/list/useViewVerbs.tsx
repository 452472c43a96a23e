import { type ReactNode, useState } from 'react';
import { canTriage } from '@/api/bootstrap';
import { Confirm } from '@/ui/Confirm';
import type { MenuEntry } from '@/ui/Menu';
import { toast } from '@/ui/toast';
import type { useListState } from './useListState';
import { ViewDialog } from './ViewDialog';
import { useCreateView, useDeleteView, useUpdateView } from './view.queries';
import { viewOfSaved } from './views';

interface ViewVerbs {
  menu: MenuEntry[];
  save: () => void;
  saveAs: () => void;
  layer: ReactNode;
}

type Open = 'new' | 'rename' | 'delete' | undefined;

/** Save, save as, rename, share, delete: of the view one is in. */
export function useViewVerbs(
  list: ReturnType<typeof useListState>,
  of: { id?: string; name: string },
): ViewVerbs {
  const [open, setOpen] = useState<Open>();
  const [create, update, remove] = [useCreateView(), useUpdateView(), useDeleteView()];
  const { view, state } = list;
  const saved = view.saved;
  const close = () => setOpen(undefined);
  const save = () =>
    saved &&
    update.mutate(
      { view: saved, state },
      {
        onSuccess: (next) => {
          list.show(viewOfSaved(next));
          toast('View saved.');
        },
      },
    );
  const saveNew = (name: string, shared: boolean) =>
    create.mutate(
      { name, shared, project: of.id, state },
      {
        onSuccess: (next) => {
          close();
          list.show(viewOfSaved(next));
        },
      },
    );
  const menu: MenuEntry[] = [
    { label: 'Rename or share…', onSelect: () => setOpen('rename') },
    ...(saved && canTriage()
      ? [
          {
            label: saved.shared ? 'Make it private' : 'Share with everybody',
            onSelect: () => update.mutate({ view: saved, shared: !saved.shared }),
          },
        ]
      : []),
    'line',
    { label: 'Delete view…', danger: true, onSelect: () => setOpen('delete') },
  ];
  const layer = (
    <>
      {open === 'new' && (
        <ViewDialog
          title="Save as a view"
          {...{ name: '', shared: false, of: of.name, q: state.q, busy: create.isPending }}
          onSave={saveNew}
          onClose={close}
        />
      )}
      {open === 'rename' && saved && (
        <ViewDialog
          title="Rename the view"
          {...{ name: saved.name, shared: saved.shared, of: of.name, q: saved.q, busy: update.isPending }}
          onSave={(name, shared) => update.mutate({ view: saved, name, shared }, { onSuccess: close })}
          onClose={close}
        />
      )}
      <Confirm
        open={open === 'delete' && saved !== undefined}
        danger
        title={`Delete the view “${view.label}”?`}
        verb="Delete view"
        onConfirm={() => remove.mutateAsync(saved!).then(() => list.show('triage'))}
        onClose={close}
      >
        {saved?.shared ? 'It leaves everybody’s list.' : 'Only you see it.'} Issues stay as they are.
      </Confirm>
    </>
  );
  return { menu, save, saveAs: () => setOpen('new'), layer };
}
