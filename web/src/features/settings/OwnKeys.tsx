import { type KeyboardEvent, useState } from 'react';
import { preferences } from '@/api/bootstrap';
import { updatePreferences } from '@/api/preferences';
import { useKeys } from '@/keys';
import { useStore } from '@/lib/store';
import { announce } from '@/ui/announce';
import { Button } from '@/ui/Button';
import { Keycaps } from '@/ui/Keycap';
import { Note } from '@/ui/Note';
import { comboOf, commands, takenBy, withOwn } from './ownKeys';

const none: Record<string, string> = {};

/** While a key is awaited no command hears one. */
function Listening({ onKey, onLeave }: { onKey: (event: KeyboardEvent) => void; onLeave: () => void }) {
  useKeys('dialog', []);
  return (
    <button
      type="button"
      // biome-ignore lint/a11y/noAutofocus: it stands where the button was that asked for it
      autoFocus
      onKeyDown={onKey}
      onBlur={onLeave}
      className="h-7 rounded-ctl border border-focus bg-s2 px-2 text-meta"
    >
      Press a key, escape leaves it
    </button>
  );
}

/** Each command by a key of one's own (WCAG 2.1.4). */
export function OwnKeys() {
  const own = useStore(preferences).own_keys ?? none;
  const [asked, setAsked] = useState<string>();
  const [last, setLast] = useState<string>();
  const [refused, setRefused] = useState('');
  const choose = (event: KeyboardEvent, keys: string, label: string) => {
    if (event.key === 'Tab' || event.key === 'Shift') return;
    event.preventDefault();
    event.stopPropagation();
    const combo = comboOf(event);
    const taken = combo && takenBy(combo, keys, own);
    if (event.key === 'Escape' || (combo && !taken)) setAsked(undefined);
    if (event.key === 'Escape') return setRefused('');
    setRefused(taken ? `That key is ${taken} already.` : combo ? '' : 'It takes one letter, digit or sign.');
    if (!combo || taken) return;
    updatePreferences({ own_keys: withOwn(own, keys, combo) });
    announce(`${label} is ${combo} now.`);
  };
  return (
    <div className="max-w-[520px]">
      <div className="mb-1 flex min-h-7 items-center justify-between">
        <h3 className="text-meta font-medium text-text2">Keys of my own</h3>
        {Object.keys(own).length > 0 && (
          <Button size="dense" tone="ghost" onClick={() => updatePreferences({ own_keys: {} })}>
            All as usual
          </Button>
        )}
      </div>
      {refused && (
        <Note tone="error" alert className="mb-2">
          {refused}
        </Note>
      )}
      <dl>
        {commands.map(({ keys, label }) => (
          <div key={keys} className="flex min-h-9 items-center gap-3 border-b border-line last:border-0">
            <dt className="flex-1">{label}</dt>
            <dd className="flex items-center gap-3">
              {asked === keys ? (
                <Listening
                  onKey={(event) => choose(event, keys, label)}
                  onLeave={() => {
                    setLast(undefined);
                    setAsked(undefined);
                  }}
                />
              ) : (
                <>
                  <Keycaps combo={keys} key={own[keys] ?? keys} />
                  <Button
                    size="dense"
                    tone="ghost"
                    aria-label={`Change the key of ${label}`}
                    autoFocus={last === keys}
                    onClick={() => {
                      setLast(keys);
                      setAsked(keys);
                    }}
                  >
                    Change
                  </Button>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
