import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ApiError, errorText } from '@/api/errors';
import { Button, IconButton } from '@/ui/Button';
import { Field, LinesField, SelectField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { useSaveRule } from './grouping.queries';
import { draftOf, emptyDraft, isWhole, keyChoices, type Matcher, onlyNew, type Rule, TAG } from './rule';
import { WhatIf } from './WhatIf';

interface MatcherRowProps {
  at: number;
  matcher: Matcher;
  error?: string;
  onChange: (patch: Partial<Matcher>) => void;
  onRemove?: () => void;
}

function MatcherRow({ at, matcher, error, onChange, onRemove }: MatcherRowProps) {
  const isTag = matcher.key.startsWith(TAG);
  return (
    <fieldset className="flex min-w-0 flex-wrap items-end gap-2">
      <legend className="sr-only">Condition {at + 1}</legend>
      <SelectField
        label={at === 0 ? 'When' : 'and'}
        className="w-40 max-sm:w-full"
        value={isTag ? TAG : matcher.key}
        options={keyChoices}
        onChange={(event) => onChange({ key: event.target.value })}
      />
      {isTag && (
        <Field
          label="Tag"
          mono
          className="w-28"
          value={matcher.key.slice(TAG.length)}
          onChange={(event) => onChange({ key: TAG + event.target.value.trim() })}
        />
      )}
      <SelectField
        label="Relation"
        className="w-20"
        value={matcher.negate ? 'not' : 'is'}
        options={[
          { value: 'is', label: 'is' },
          { value: 'not', label: 'is not' },
        ]}
        onChange={(event) => onChange({ negate: event.target.value === 'not' })}
      />
      <Field
        label="Pattern"
        mono
        className="min-w-32 flex-1"
        placeholder="Timeout*"
        value={matcher.pattern}
        error={error}
        onChange={(event) => onChange({ pattern: event.target.value })}
      />
      {onRemove && (
        <IconButton label={`Remove condition ${at + 1}`} onClick={onRemove} className="mb-0.5">
          <X size={14} />
        </IconButton>
      )}
    </fieldset>
  );
}

interface RuleEditorProps {
  project: string;
  /** None = a new rule. */
  rule?: Rule;
  onDone: () => void;
}

/** A rule while it is written, beside what it would do to stored events. */
export function RuleEditor({ project, rule, onDone }: RuleEditorProps) {
  const [draft, setDraft] = useState(rule ? draftOf(rule) : emptyDraft);
  const save = useSaveRule(project);
  const put = (patch: Partial<typeof draft>) => setDraft({ ...draft, ...patch });
  const putMatcher = (at: number, patch: Partial<Matcher>) =>
    put({ matchers: draft.matchers.map((one, i) => (i === at ? { ...one, ...patch } : one)) });
  const refused = save.error instanceof ApiError ? save.error : undefined;
  const ofField = (name: string) => (refused?.field?.startsWith(name) ? refused.message : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { draft, rule },
      {
        onSuccess: () => {
          toast(rule ? 'Rule changed.' : 'Rule added.', { detail: onlyNew });
          onDone();
        },
      },
    );
  };
  return (
    <form
      onSubmit={submit}
      aria-label={rule ? 'Change the rule' : 'New rule'}
      className="grid grid-cols-1 gap-4 rounded-panel border border-line bg-s1 p-4"
    >
      <Field
        label="Name"
        value={draft.name}
        maxLength={100}
        placeholder="Timeouts of the payment service"
        onChange={(event) => put({ name: event.target.value })}
      />
      {draft.matchers.map((matcher, at) => (
        <MatcherRow
          key={at}
          at={at}
          matcher={matcher}
          error={ofField(`matchers[${at}]`)}
          onChange={(patch) => putMatcher(at, patch)}
          onRemove={
            draft.matchers.length > 1
              ? () => put({ matchers: draft.matchers.filter((_, i) => i !== at) })
              : undefined
          }
        />
      ))}
      <Button
        size="dense"
        className="justify-self-start"
        icon={<Plus size={14} />}
        onClick={() => put({ matchers: [...draft.matchers, { key: 'message', pattern: '', negate: false }] })}
      >
        Condition
      </Button>
      <LinesField
        label="One issue for each"
        value={draft.fingerprint}
        placeholder="payment-timeouts"
        error={ofField('fingerprint')}
        hint={
          <>
            A line a part. <code className="font-mono">{'{{ type }}'}</code>,{' '}
            <code className="font-mono">{'{{ function }}'}</code>,{' '}
            <code className="font-mono">{'{{ tags.name }}'}</code> stand for what the event says,{' '}
            <code className="font-mono">{'{{ default }}'}</code> for the usual grouping.
          </>
        }
        onChange={(fingerprint) => put({ fingerprint })}
      />
      <Field
        label="Title of the issue"
        value={draft.title}
        placeholder="as the event says"
        error={ofField('title')}
        onChange={(event) => put({ title: event.target.value })}
      />
      <Switch label="Rule is on" checked={draft.enabled} onChange={(enabled) => put({ enabled })} />
      <section aria-label="What it would change" className="border-t border-line pt-4">
        <WhatIf project={project} draft={draft} replaces={rule?.id ?? undefined} />
      </section>
      {save.error && !refused?.field && (
        <Note tone="error" alert>
          {errorText(save.error)}
        </Note>
      )}
      <div className="flex gap-2">
        <Button type="submit" tone="primary" busy={save.isPending} disabled={!isWhole(draft)}>
          {rule ? 'Save rule' : 'Add rule'}
        </Button>
        <Button tone="ghost" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
