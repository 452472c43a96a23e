import { useReducer, useState } from 'react';
import { ApiError, errorText } from '@/api/errors';
import {
  ConditionBuilder,
  isWhole,
  nodeError,
  RuleDesk,
  RuleForm,
  Sentence,
  treeReducer,
  useBase,
  usePreview,
} from '@/features/condition';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { toast } from '@/ui/toast';
import { useSaveRule } from './rule.queries';
import {
  bodyOf,
  changesOf,
  draftOf,
  type Kind,
  leadOf,
  type Rule,
  type RuleDraft,
  wordsOf,
} from './ruleDraft';
import { TicketEffect } from './TicketEffect';

interface EffectFieldsProps {
  project: string;
  kind: Kind;
  draft: RuleDraft;
  errorOf: (field: string) => string | undefined;
  onChange: (patch: Partial<RuleDraft>) => void;
}

function EffectFields({ project, kind, draft, errorOf, onChange }: EffectFieldsProps) {
  if (kind !== 'tags' && kind !== 'priority') return <TicketEffect {...{ project, kind }} />;
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
  const submit = () =>
    save.mutate(
      { body: bodyOf(kind, draft, base), id: base?.id },
      {
        onSuccess: (saved) => {
          toast(rule ? 'Rule saved.' : 'Rule added.', {
            detail: wordsOf(kind).saved,
          });
          setOwn(draftOf(saved));
          setBase(saved);
          onSaved(saved);
        },
      },
    );
  const reset = () => {
    save.reset();
    setBase(rule!);
    load(rule!);
  };
  return (
    <RuleDesk project={project} preview={preview}>
      <RuleForm
        noun="Rule"
        isNew={!rule}
        own={own}
        onChange={put}
        name={{ placeholder: wordsOf(kind).placeholder, required: true, error: errorOf('name') }}
        isWhole={isWhole(tree)}
        changed={changesOf(kind, draft, base ? draftOf(base) : start, base)}
        busy={save.isPending}
        failure={failure}
        onSubmit={submit}
        onReset={reset}
        when={
          rule?.needs_ai ? (
            <Note>
              Needs AI, and holds never until there is one: <q>{rule.pattern}</q>
            </Note>
          ) : (
            <>
              <Sentence preview={preview} lead={leadOf(kind, own)} />
              <ConditionBuilder {...{ project, tree, dispatch, preview }} error={save.error} />
            </>
          )
        }
      >
        <EffectFields {...{ project, kind }} draft={own} errorOf={errorOf} onChange={put} />
      </RuleForm>
    </RuleDesk>
  );
}
