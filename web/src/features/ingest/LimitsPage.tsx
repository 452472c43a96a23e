import type { Limits } from '@/api/types';
import { RateFields, type Rates } from '@/ui/RateFields';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { SectionForm } from './SectionForm';

/** What this program keeps or counts most; others stay as they were set over the API. */
const categories = [
  { category: 'error', label: 'Errors' },
  { category: 'attachment', label: 'Attachments' },
  { category: 'feedback', label: 'User feedback' },
  { category: 'security', label: 'Security reports' },
  { category: 'session', label: 'Sessions' },
  { category: 'monitor', label: 'Check-ins' },
  { category: 'transaction', label: 'Transactions' },
] as const;
const none: Rates = { per_minute: 0, per_hour: 0, per_day: 0 };

function ratesOf(limits: Limits, category: string): Rates {
  return limits.categories.find((row) => row.category === category) ?? none;
}

/** A row with no limit at all leaves the list. */
function withRates(limits: Limits, category: string, patch: Partial<Rates>): Limits['categories'] {
  const others = limits.categories.filter((row) => row.category !== category);
  const next = { ...ratesOf(limits, category), ...patch };
  const isNone = next.per_minute === 0 && next.per_hour === 0 && next.per_day === 0;
  return isNone ? others : [...others, { ...next, category } as Limits['categories'][number]];
}

export default function LimitsPage() {
  return (
    <SectionForm name="limits">
      {({ value, put }) => (
        <>
          <Section
            title="Everything together"
            lead="Requests this project takes, whatever is in them. Over it SDKs are told when to come again; nothing is read. Keys have limits of their own under SDK and DSN."
          >
            <RateFields legend="Requests" hideLegend value={value} onChange={put} />
          </Section>
          <Section
            title="By category"
            lead="Items over it are dropped, the rest of the same request is kept."
          >
            {categories.map(({ category, label }) => (
              <RateFields
                key={category}
                legend={label}
                value={ratesOf(value, category)}
                onChange={(patch) => put({ categories: withRates(value, category, patch) })}
              />
            ))}
          </Section>
          <Section title="Floods">
            <Switch
              label="Spike protection"
              hint="While this project sends more than the server can keep up with and others wait for it, some of its requests are refused for a few seconds."
              checked={value.spike_protection}
              onChange={(spike_protection) => put({ spike_protection })}
            />
          </Section>
        </>
      )}
    </SectionForm>
  );
}
