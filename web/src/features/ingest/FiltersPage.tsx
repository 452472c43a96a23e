import { LinesField } from '@/ui/Field';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { type Draft, SectionForm } from './SectionForm';

type Lists =
  | 'addresses'
  | 'user_agents'
  | 'releases'
  | 'environments'
  | 'messages'
  | 'error_types'
  | 'allowed_origins';
type Flags = 'browser_extensions' | 'localhost' | 'web_crawlers' | 'health_checks';

interface ListRow {
  field: Lists;
  label: string;
  hint: string;
  placeholder: string;
}

const flags: readonly { field: Flags; label: string; hint: string }[] = [
  {
    field: 'browser_extensions',
    label: 'Errors of browser extensions',
    hint: 'Thrown by scripts that extensions put into pages.',
  },
  {
    field: 'web_crawlers',
    label: 'Visits of web crawlers',
    hint: 'Search engines and link previews, by their User-Agent.',
  },
  { field: 'localhost', label: 'Pages on localhost', hint: 'Developers’ own machines.' },
  {
    field: 'health_checks',
    label: 'Transactions of health checks',
    hint: 'Named like /healthz, /ready, /ping.',
  },
];
const lists: readonly ListRow[] = [
  { field: 'error_types', label: 'Error types', hint: 'Of the exception people see.', placeholder: 'Abort*' },
  {
    field: 'messages',
    label: 'Messages',
    hint: 'The message, the exception’s value, or “Type: value”.',
    placeholder: '*ResizeObserver loop*',
  },
  { field: 'releases', label: 'Releases', hint: 'As SDKs send them.', placeholder: 'shop@1.*' },
  { field: 'environments', label: 'Environments', hint: 'As SDKs send them.', placeholder: 'dev*' },
  {
    field: 'user_agents',
    label: 'User agents',
    hint: 'Of the person’s browser, in the event’s request.',
    placeholder: '*OldBrowser/4*',
  },
];

function Lines({ row, draft }: { row: ListRow; draft: Draft<'filters'> }) {
  return (
    <LinesField
      label={row.label}
      hint={row.hint}
      placeholder={row.placeholder}
      error={draft.refused(row.field)}
      value={draft.value[row.field]}
      onChange={(next) => draft.put({ [row.field]: next })}
    />
  );
}

export default function FiltersPage() {
  return (
    <SectionForm name="filters">
      {(draft) => (
        <>
          <Section
            title="Known noise"
            lead="What is switched on is answered like everything else, counted under Outcomes, and not kept."
          >
            {flags.map(({ field, label, hint }) => (
              <Switch
                key={field}
                label={label}
                hint={hint}
                checked={draft.value[field]}
                onChange={(on) => draft.put({ [field]: on })}
              />
            ))}
          </Section>
          <Section title="By content" lead="One pattern a line; * stands for anything, case does not count.">
            {lists.map((row) => (
              <Lines key={row.field} row={row} draft={draft} />
            ))}
          </Section>
          <Section title="By sender" lead="Asked before anything of the request is read.">
            <Lines
              draft={draft}
              row={{
                field: 'addresses',
                label: 'Addresses and networks to drop',
                hint: 'IPv4 or IPv6, one a line.',
                placeholder: '10.0.0.0/8',
              }}
            />
            <Lines
              draft={draft}
              row={{
                field: 'allowed_origins',
                label: 'Origins that may send',
                hint: 'Empty: pages of any origin. Servers send none and always may.',
                placeholder: 'https://shop.example.com',
              }}
            />
          </Section>
        </>
      )}
    </SectionForm>
  );
}
