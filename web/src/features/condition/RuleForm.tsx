import type { ReactNode } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { LeaveGuard } from '@/ui/LeaveGuard';
import { Note } from '@/ui/Note';
import { SaveBar } from '@/ui/SaveBar';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';

interface Named {
  name: string;
  enabled: boolean;
}

interface RuleFormProps {
  /** "Alert": the head of the form and of its verbs. */
  noun: string;
  /** None is stored: it is added, not saved. */
  isNew: boolean;
  /** What both kinds end with. */
  own: Named;
  onChange: (patch: Partial<Named>) => void;
  name: { placeholder: string; required?: boolean; error?: string };
  /** The conditions. */
  when: ReactNode;
  /** What is done then. */
  children: ReactNode;
  /** Every value of the conditions is there. */
  isWhole: boolean;
  changed: readonly string[];
  busy: boolean;
  /** Why it was not saved, unless that is told at its field. */
  failure: ReactNode;
  onSubmit: () => void;
  onReset: () => void;
}

/** When and then, a name, on or off, and the button or bar that saves: of alerts and of rules alike. */
export function RuleForm({ noun, isNew, own, onChange, name, when, children, ...rest }: RuleFormProps) {
  const { isWhole, changed, busy, failure, onSubmit, onReset } = rest;
  return (
    <form
      aria-label={isNew ? `New ${noun.toLowerCase()}` : noun}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <fieldset disabled={!isAdmin()} className="min-w-0">
        <legend className="sr-only">{noun}</legend>
        {!isAdmin() && <Note className="mb-5">Only an admin can change these.</Note>}
        <Section title="When">{when}</Section>
        <Section title="Then">
          {children}
          <Field
            label="Name"
            maxLength={200}
            value={own.name}
            {...name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
          <Switch
            label={`${noun} is on`}
            checked={own.enabled}
            onChange={(enabled) => onChange({ enabled })}
          />
        </Section>
        {isNew && isAdmin() && (
          <div className="mt-4 grid gap-3">
            <LeaveGuard changed={changed} />
            {failure && (
              <Note tone="error" alert>
                {failure}
              </Note>
            )}
            <Button
              type="submit"
              tone="primary"
              className="justify-self-start"
              busy={busy}
              disabled={!isWhole}
            >
              Add {noun.toLowerCase()}
            </Button>
          </div>
        )}
        {!isNew && isAdmin() && <SaveBar changed={changed} busy={busy} error={failure} onReset={onReset} />}
      </fieldset>
    </form>
  );
}
