import { type FormEvent, useReducer, useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { ApiError, errorText } from '@/api/errors';
import {
  ConditionBuilder,
  isWhole,
  nodeError,
  RuleDesk,
  Sentence,
  treeReducer,
  useBase,
  usePreview,
} from '@/features/condition';
import { Button } from '@/ui/Button';
import { Field } from '@/ui/Field';
import { LeaveGuard } from '@/ui/LeaveGuard';
import { Note } from '@/ui/Note';
import { SaveBar } from '@/ui/SaveBar';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { toast } from '@/ui/toast';
import { useSaveRule } from './rule.queries';
import { bodyOf, changesOf, draftOf, effectOf, type Kind, type Rule, type RuleDraft } from './ruleDraft';

interface EffectFieldsProps {
  kind: Kind;
  draft: RuleDraft;
  errorOf: (field: string) => string | undefined;
  onChange: (patch: Partial<RuleDraft>) => void;
}

function EffectFields({ kind, draft, errorOf, onChange }: EffectFieldsProps) {
  if (kind === 'priority')
    return (
      <Field
        label="Points"
        type="number"
        min={-100}
        max={100}
        required
        className="max-w-[160px]"
        value={draft.points}
        hint="Below 0 lowers the priority."
        error={errorOf('points')}
        onChange={(event) => onChange({ points: event.target.value })}
      />
    );
  return (
    <div className="flex flex-wrap gap-3">
      <Field
        label="Tag"
        required
        mono
        className="w-44"
        placeholder="team"
        value={draft.tagKey}
        error={errorOf('tag_key')}
        onChange={(event) => onChange({ tagKey: event.target.value })}
      />
      <Field
        label="Value of the tag"
        required
        mono
        className="w-44"
        placeholder="payments"
        value={draft.tagValue}
        error={errorOf('tag_value')}
        onChange={(event) => onChange({ tagValue: event.target.value })}
      />
    </div>
  );
}

interface RuleEditorProps {
  project: string;
  kind: Kind;
  /** None = a new one. */
  rule?: Rule;
  start: RuleDraft;
  onSaved: (rule: Rule) => void;
}

/** A rule beside what it would have said of stored events. */
export function RuleEditor({ project, kind, rule, start, onSaved }: RuleEditorProps) {
  const [own, setOwn] = useState(start);
  const [tree, dispatch] = useReducer(treeReducer, start.tree);
  const preview = usePreview(project, tree);
  const save = useSaveRule(project, kind);
  const draft = { ...own, tree };
  const put = (patch: Partial<RuleDraft>) => setOwn({ ...own, ...patch });
  const load = (now: Rule) => {
    setOwn(draftOf(now));
    dispatch({ do: 'load', tree: draftOf(now).tree });
  };
  const { base, setBase } = useBase(
    rule,
    (one) => changesOf(kind, draft, draftOf(one), one).length > 0,
    load,
  );
  const refused = save.error instanceof ApiError ? save.error : undefined;
  const errorOf = (field: string) => (refused?.field === field ? refused.message : undefined);
  const isPlaced =
    ['name', 'points', 'tag_key', 'tag_value'].some(errorOf) || nodeError(tree, save.error) !== undefined;
  const failure = save.error && !isPlaced && errorText(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(
      { body: bodyOf(kind, draft, base), id: base?.id },
      {
        onSuccess: (saved) => {
          toast(rule ? 'Rule saved.' : 'Rule added.', {
            detail:
              kind === 'priority'
                ? 'It acts on what arrives; recalculate to score all issues.'
                : 'It acts on what arrives.',
          });
          setOwn(draftOf(saved));
          setBase(saved);
          onSaved(saved);
        },
      },
    );
  };
  const reset = () => {
    save.reset();
    setBase(rule!);
    load(rule!);
  };
  return (
    <RuleDesk project={project} preview={preview}>
      <form onSubmit={submit} aria-label={rule ? 'Rule' : 'New rule'}>
        <fieldset disabled={!isAdmin()} className="min-w-0">
          <legend className="sr-only">Rule</legend>
          {!isAdmin() && <Note className="mb-5">Only an admin can change these.</Note>}
          <Section title="When">
            {rule?.needs_ai ? (
              <Note>
                Needs AI, and holds never until there is one: <q>{rule.pattern}</q>
              </Note>
            ) : (
              <>
                <Sentence preview={preview} lead={`${effectOf(kind, own)},`} />
                <ConditionBuilder {...{ project, tree, dispatch, preview }} error={save.error} />
              </>
            )}
          </Section>
          <Section title="Then">
            <EffectFields kind={kind} draft={own} errorOf={errorOf} onChange={put} />
            <Field
              label="Name"
              required
              maxLength={200}
              value={own.name}
              placeholder={kind === 'priority' ? 'Payments are urgent' : 'Belongs to payments'}
              error={errorOf('name')}
              onChange={(event) => put({ name: event.target.value })}
            />
            <Switch label="Rule is on" checked={own.enabled} onChange={(enabled) => put({ enabled })} />
          </Section>
          {!rule && isAdmin() && (
            <div className="mt-4 grid gap-3">
              <LeaveGuard changed={changesOf(kind, draft, start)} />
              {failure && (
                <Note tone="error" alert>
                  {failure}
                </Note>
              )}
              <Button
                type="submit"
                tone="primary"
                className="justify-self-start"
                busy={save.isPending}
                disabled={!isWhole(tree)}
              >
                Add rule
              </Button>
            </div>
          )}
          {base && isAdmin() && (
            <SaveBar
              changed={changesOf(kind, draft, draftOf(base), base)}
              busy={save.isPending}
              error={failure}
              onReset={reset}
            />
          )}
        </fieldset>
      </form>
    </RuleDesk>
  );
}
