import { type FormEvent, useState } from 'react';
import { errorText } from '@/api/errors';
import type { ProjectListItem } from '@/api/types';
import { Button } from '@/ui/Button';
import { cx } from '@/ui/cx';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { toast } from '@/ui/toast';
import { glyphs } from './glyphs';
import { ProjectTile } from './ProjectTile';
import { useUpdateProject } from './project.queries';
import { firstSign, hues, isEmoji } from './projectIcon';

const cell =
  'flex size-8 cursor-pointer items-center justify-center rounded-ctl border has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-2 pointer-coarse:size-11';
const state = (on: boolean) => (on ? 'border-text bg-s3' : 'border-transparent hover:bg-s2');

interface Draft {
  icon: string;
  color: string;
}

function Colours({ value, onChange }: { value: string; onChange: (color: string) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 text-meta font-medium text-text2">Colour</legend>
      <div className="flex flex-wrap gap-1">
        {['', ...Object.keys(hues)].map((hue) => (
          <label key={hue} title={hue || 'none'} className={cx(cell, state(hue === value), hues[hue])}>
            <input
              type="radio"
              name="color"
              className="sr-only"
              aria-label={hue || 'none'}
              checked={hue === value}
              onChange={() => onChange(hue)}
            />
            <span
              className={cx('size-4 rounded-full', hue ? 'bg-current' : 'border border-ctl bg-transparent')}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Glyphs({ value, color, onChange }: { value: string; color: string; onChange: (i: string) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 text-meta font-medium text-text2">Icon</legend>
      <div className={cx('flex max-w-[428px] flex-wrap gap-1 pointer-coarse:max-w-none', hues[color])}>
        {Object.entries(glyphs).map(([name, Glyph]) => (
          <label key={name} title={name} className={cx(cell, state(name === value))}>
            <input
              type="radio"
              name="icon"
              className="sr-only"
              aria-label={name}
              checked={name === value}
              onChange={() => onChange(name)}
            />
            <Glyph size={18} strokeWidth={1.75} aria-hidden="true" />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Icon and colour of a project; fetched with its glyphs when it is opened. */
export default function IconForm({ project, onClose }: { project: ProjectListItem; onClose: () => void }) {
  const before: Draft = { icon: project.icon ?? '', color: project.color ?? '' };
  const [draft, setDraft] = useState(before);
  const update = useUpdateProject(project.slug);
  const put = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const save = (next: Draft) => update.mutateAsync(next);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(draft).then(
      () => {
        toast(`${project.name} has its new icon.`, { undo: () => save(before) });
        onClose();
      },
      // The note below tells it.
      () => {},
    );
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <p className="flex items-center gap-2.5 text-strong font-semibold">
        <ProjectTile project={{ name: project.name, ...draft }} />
        <span className="min-w-0 truncate">{project.name}</span>
      </p>
      <Colours value={draft.color} onChange={(color) => put({ color })} />
      <Glyphs value={draft.icon} color={draft.color} onChange={(icon) => put({ icon })} />
      <Field
        label="Or an emoji"
        autoComplete="off"
        placeholder="🚀"
        className="max-w-[160px]"
        value={isEmoji(draft.icon) ? draft.icon : ''}
        onChange={(event) => {
          const sign = firstSign(event.target.value);
          put({ icon: isEmoji(sign) ? sign : '' });
        }}
      />
      {update.error ? (
        <Note tone="error" alert>
          {errorText(update.error)}
        </Note>
      ) : null}
      <div className="flex justify-end gap-2">
        <Button className="mr-auto" tone="ghost" onClick={() => setDraft({ icon: '', color: '' })}>
          Letters only
        </Button>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" busy={update.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
