import { preferences } from '@/api/bootstrap';
import { editorHref, editors } from '@/api/ide';
import { updatePreferences } from '@/api/preferences';
import type { Preferences } from '@/api/types';
import { useStore } from '@/lib/store';
import { Field, SelectField } from '@/ui/Field';
import { Section } from '@/ui/Section';

const NONE = '';
const SAMPLE = 'checkout/cart.ts';

/** Which editor a frame of a stack opens in, and where its files lie on this machine. */
export default function EditorPage() {
  const chosen = useStore(preferences).editor;
  const put = (part: Partial<NonNullable<Preferences['editor']>>) =>
    updatePreferences({ editor: { id: 'vscode', from: '', to: '', ...chosen, ...part } });
  const from = chosen?.from ?? '';
  const sample = from === '' ? SAMPLE : `${from.replace(/\/?$/, '/')}${SAMPLE}`;
  const href = editorHref({ paths: [sample], line: 88 }, chosen);
  return (
    <Section title="Editor" lead="A frame of a stack opens at its line, in the editor on your own machine.">
      <SelectField
        label="Open files in"
        className="max-w-[260px]"
        value={chosen?.id ?? NONE}
        options={[
          { value: NONE, label: 'No editor' },
          ...editors.map(({ id, label }) => ({ value: id, label })),
        ]}
        onChange={({ target: { value } }) => {
          const id = editors.find((one) => one.id === value)?.id;
          if (id) put({ id });
          else updatePreferences({ editor: undefined });
        }}
      />
      {chosen && (
        <>
          <Field
            label="Folder of the code on this machine"
            mono
            value={chosen.to ?? ''}
            placeholder="/home/ana/storefront"
            hint="Paths of events are looked for in here."
            onChange={(event) => put({ to: event.target.value.trim() })}
          />
          <Field
            label="Beginning of the event's paths to leave away"
            mono
            value={from}
            placeholder="/srv/app"
            hint="Empty: what is sent as a relative path lies in that folder."
            onChange={(event) => put({ from: event.target.value.trim() })}
          />
          <p className="text-body text-text2 wrap-anywhere" aria-live="polite">
            {href ? (
              <>
                <span className="font-mono text-meta">{sample}</span> opens{' '}
                <span className="font-mono text-meta">{href}</span>
              </>
            ) : (
              'With these no path leads to a file: name the folder, from the root on.'
            )}
          </p>
        </>
      )}
    </Section>
  );
}
