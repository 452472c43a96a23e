import { LinesField } from '@/ui/Field';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { SectionForm } from './SectionForm';

export default function ScrubbingPage() {
  return (
    <SectionForm name="scrubbing">
      {({ value, put, refused }) => (
        <>
          <Section
            title="Secrets"
            lead="They leave an event before it is stored; the event shows where something was taken out. What is stored already stays as it is."
          >
            <Switch label="Scrub secrets" checked={value.enabled} onChange={(enabled) => put({ enabled })} />
            <Switch
              label="What everybody calls secret"
              hint="Passwords, tokens, API keys, session cookies, credit cards, private keys …"
              checked={value.defaults}
              onChange={(defaults) => put({ defaults })}
            />
            <Switch
              label="IP addresses"
              hint="Of people and in texts; who is known by nothing else is still counted."
              checked={value.scrub_ip_addresses}
              onChange={(scrub_ip_addresses) => put({ scrub_ip_addresses })}
            />
          </Section>
          <Section title="Names of fields" lead="One a line, case does not count.">
            <LinesField
              label="Also secret"
              hint="Values of fields whose name holds one of these."
              placeholder="salary"
              error={refused('sensitive_fields')}
              value={value.sensitive_fields}
              onChange={(sensitive_fields) => put({ sensitive_fields })}
            />
            <LinesField
              label="Never secret"
              hint="Fields of exactly this name keep their value."
              placeholder="token_count"
              error={refused('safe_fields')}
              value={value.safe_fields}
              onChange={(safe_fields) => put({ safe_fields })}
            />
          </Section>
        </>
      )}
    </SectionForm>
  );
}
