import { useReducer, useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
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
import { Section } from '@/ui/Section';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { type Alert, useSaveAlert } from './alert.queries';
import { type AlertDraft, bodyOf, changesOf, draftOf, throttleOf } from './alertDraft';
import { CalmFields } from './CalmFields';
import { ChannelFields } from './ChannelFields';
import { DeliveryLog } from './DeliveryLog';
import { TestButton } from './TestButton';

interface AlertEditorProps {
  project: string;
  /** None = a new one, begun with `start`. */
  alert?: Alert;
  start: AlertDraft;
  onSaved: (alert: Alert) => void;
}

/** An alert beside what it would have said: when, where to, how often; then its test and its log. */
export function AlertEditor({ project, alert, start, onSaved }: AlertEditorProps) {
  const [own, setOwn] = useState(start);
  const [tree, dispatch] = useReducer(treeReducer, start.tree);
  const preview = usePreview(project, tree, {
    throttle: throttleOf(own),
    people: own.type === 'email' ? own.recipients.filter((one) => one.trim() !== '').length : 1,
  });
  const save = useSaveAlert(project);
  const draft = { ...own, tree };
  const put = (patch: Partial<AlertDraft>) => setOwn({ ...own, ...patch });
  const load = (now: Alert) => {
    setOwn(draftOf(now));
    dispatch({ do: 'load', tree: draftOf(now).tree });
  };
  const { base, setBase } = useBase(alert, (one) => changesOf(draft, draftOf(one)).length > 0, load);
  const changed = changesOf(draft, base ? draftOf(base) : start);
  const refused = save.error instanceof ApiError ? save.error : undefined;
  const isPlaced =
    /^(config|mute)\.|_minutes$/.test(refused?.field ?? '') || nodeError(tree, save.error) !== undefined;
  const submit = () =>
    save.mutate(
      { body: bodyOf(draft, base?.version), id: base?.id ?? undefined },
      {
        onSuccess: (saved) => {
          toast(alert ? 'Alert saved.' : 'Alert added.', {
            detail: saved.enabled ? 'It acts on what arrives from now on.' : 'It is off.',
          });
          setOwn(draftOf(saved));
          setBase(saved);
          onSaved(saved);
        },
      },
    );
  const reset = () => {
    save.reset();
    setBase(alert!);
    load(alert!);
  };
  const failure = save.error && !isPlaced && errorText(save.error);
  return (
    <RuleDesk project={project} preview={preview}>
      <RuleForm
        noun="Alert"
        isNew={!alert}
        own={own}
        onChange={put}
        name={{ placeholder: 'Payments on fire' }}
        isWhole={isWhole(tree)}
        changed={changed}
        busy={save.isPending}
        failure={failure}
        onSubmit={submit}
        onReset={reset}
        when={
          <>
            <Sentence
              preview={preview}
              lead="Rings for an issue that is new, comes back or crosses a threshold,"
            />
            <ConditionBuilder {...{ project, tree, dispatch, preview }} error={save.error} />
          </>
        }
      >
        <ChannelFields
          project={project}
          draft={own}
          isNew={!alert}
          errorOf={(name) => (refused?.field === name ? refused.message : undefined)}
          onChange={put}
        />
        <Field
          label="At most one per issue in, minutes"
          className="max-w-[260px]"
          type="number"
          min={0}
          max={10080}
          required
          value={own.throttle}
          error={refused?.field === 'throttle_minutes' ? refused.message : undefined}
          hint="0 rings every time; a week is the most."
          onChange={(event) => put({ throttle: event.target.value })}
        />
        <CalmFields
          draft={own}
          errorOf={(name) => (refused?.field === name ? refused.message : undefined)}
          onChange={put}
        />
      </RuleForm>
      {alert && (
        <div className="border-t border-line pt-7">
          {isAdmin() && (
            <Section title="Test">
              <TestButton project={project} alert={alert.id ?? ''} isDirty={changed.length > 0} />
            </Section>
          )}
          <Section title="Delivery log" lead="What was sent in 30 days, with every try.">
            {alert.failing_since && (
              <Note tone="error" className="mb-3">
                Nothing has got through since <Time iso={alert.failing_since} ago />. Admins were told in
                their inbox; the next success clears this.
              </Note>
            )}
            <DeliveryLog project={project} alert={alert.id ?? ''} />
          </Section>
        </div>
      )}
    </RuleDesk>
  );
}
