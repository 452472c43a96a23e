import { preferences } from '@/api/bootstrap';
import { updatePreferences } from '@/api/preferences';
import { useStore } from '@/lib/store';
import { Choice } from '@/ui/Choice';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { OwnKeys } from './OwnKeys';

const sizes = [87, 100, 112, 125] as const;

export default function LookPage() {
  const now = useStore(preferences);
  return (
    <>
      <Section title="Look">
        <Choice
          legend="Theme"
          value={now.theme ?? 'system'}
          options={[
            { value: 'system', label: 'As the system' },
            { value: 'dark', label: 'Dark' },
            { value: 'light', label: 'Light' },
          ]}
          onChange={(theme) => updatePreferences({ theme })}
        />
        <Choice
          legend="Density of lists"
          value={now.density ?? 'comfortable'}
          options={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
          onChange={(density) => updatePreferences({ density })}
        />
        <Choice
          legend="Size of text"
          value={String(now.text ?? 100)}
          options={sizes.map((size) => ({ value: String(size), label: `${size} %` }))}
          onChange={(text) => updatePreferences({ text: sizes.find((size) => String(size) === text) })}
        />
        <Choice
          legend="Motion"
          value={now.motion ?? 'system'}
          options={[
            { value: 'system', label: 'As the system' },
            { value: 'reduce', label: 'None' },
          ]}
          onChange={(motion) => updatePreferences({ motion })}
        />
      </Section>
      <Section title="Keys">
        <Switch
          label="Single keys"
          hint="Off: only keys with a modifier work, so that speech input and stray keys do nothing."
          checked={now.keys !== false}
          onChange={(keys) => updatePreferences({ keys })}
        />
        <OwnKeys />
      </Section>
    </>
  );
}
