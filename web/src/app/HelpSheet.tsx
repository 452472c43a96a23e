import { preferences } from '@/api/bootstrap';
import { updatePreferences } from '@/api/preferences';
import { listKeys } from '@/keys';
import { combos } from '@/keys/registry';
import { useStore } from '@/lib/store';
import { Dialog } from '@/ui/Dialog';
import { Keycaps } from '@/ui/Keycap';
import { Switch } from '@/ui/Switch';

export default function HelpSheet({ onClose }: { onClose: () => void }) {
  const on = useStore(preferences).keys !== false;
  return (
    <Dialog open title="Keys" size="large" onClose={onClose}>
      <div className="gap-10 sm:columns-2">
        {listKeys().map(({ group, bindings }) => (
          <section key={group} aria-label={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-meta font-medium text-text3">{group}</h3>
            <dl>
              {bindings.map((binding) => (
                <div
                  key={combos(binding)[0]}
                  className="flex h-8 items-center justify-between gap-3 border-b border-line last:border-0"
                >
                  <dt>{binding.label}</dt>
                  <dd>
                    <Keycaps combo={combos(binding)[0]!} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="mt-6 border-t border-line pt-4">
        <Switch
          label="Single keys"
          hint="Off: only keys with a modifier work, so that speech input and stray keys do nothing."
          checked={on}
          onChange={(keys) => updatePreferences({ keys })}
        />
      </div>
    </Dialog>
  );
}
