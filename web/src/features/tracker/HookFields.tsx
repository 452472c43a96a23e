import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { isAdmin } from '@/api/bootstrap';
import { useProject } from '@/features/project';
import { Button } from '@/ui/Button';
import { CodeBox } from '@/ui/CodeBox';
import { Field, PasswordField } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { type Draft, newSecret } from './connection';
import { addressQuery, type Connection } from './tracker.queries';
import type { Tracker } from './trackers';

const WEEK_MIN = 7 * 24 * 60;

interface HookFieldsProps {
  project: string;
  tracker: Tracker;
  stored: Connection;
  draft: Draft;
  refused: (name: string | undefined) => string | undefined;
  onChange: (patch: Partial<Draft>) => void;
}

const isLocal = (url: string) => /^https?:\/\/(localhost|127\.|\[::1\])/.test(url);

/** How the tracker's news gets here: it calls, or it is asked. */
export function HookFields({ project, tracker, stored, draft, refused, onChange }: HookFieldsProps) {
  const { data: address = location.origin } = useQuery(addressQuery());
  const id = useProject(project).data?.id ?? project;
  const { title, hook } = tracker;
  const { made } = draft;
  const url = `${address}/api/v1/projects/${id}/trackers/${tracker.kind}/webhook`;
  const make = () => {
    const secret = newSecret();
    onChange({ secret, made: secret, dropsSecret: false });
  };
  const isSet = stored.webhook_secret_set && !draft.dropsSecret;
  return (
    <div className="grid grid-cols-1 gap-5 border-l border-line pl-4">
      <div className="grid grid-cols-1 gap-1">
        <h3 className="text-meta font-medium text-text2">Webhook address</h3>
        <CodeBox code={url} what="webhook address" />
        <p className="text-meta text-text3">{hook.where}</p>
        {isLocal(address) && (
          <Note tone="warning" className="mt-1">
            No other machine reaches this server at {address}. Set BASE_URL to where it is reached, or let{' '}
            {title} be asked.
          </Note>
        )}
      </div>
      {made && made === draft.secret ? (
        <div className="grid grid-cols-1 gap-1">
          <h3 className="text-meta font-medium text-text2">New webhook secret</h3>
          <CodeBox code={made} what="webhook secret" />
          <p className="text-meta text-text3">
            Goes into “{hook.secret}” over there. Copy it now: once saved and left it is not shown again.
          </p>
        </div>
      ) : (
        <div className="flex flex-wrap items-start gap-3">
          <PasswordField
            label="Webhook secret"
            className="min-w-0 flex-1 basis-56"
            autoComplete="off"
            spellCheck={false}
            placeholder={isSet ? '•••••••• stays as it is' : undefined}
            value={draft.secret}
            hint={
              draft.dropsSecret
                ? `It goes when you save; then ${title} is not listened to.`
                : made
                  ? 'Saved. It is shown once more below.'
                  : `The same as “${hook.secret}” over there. Without one no call is listened to.`
            }
            error={refused('webhook_secret')}
            onChange={(event) => onChange({ secret: event.target.value, made: '' })}
          />
          {isAdmin() && (
            <div className="flex gap-2 sm:mt-[22px]">
              <Button icon={<KeyRound size={14} />} onClick={make}>
                Make one
              </Button>
              {stored.webhook_secret_set && draft.secret === '' && (
                <Button tone="ghost" onClick={() => onChange({ made: '', dropsSecret: !draft.dropsSecret })}>
                  {draft.dropsSecret ? 'Keep it' : 'Remove'}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
      {made && made !== draft.secret && <CodeBox code={made} what="webhook secret" />}
      <Field
        label={`Ask ${title} every, minutes`}
        type="number"
        className="max-w-[260px]"
        min={0}
        max={WEEK_MIN}
        value={draft.poll_minutes}
        hint="Where no webhook gets through. 0 never asks."
        error={refused('poll_minutes')}
        onChange={(event) => onChange({ poll_minutes: event.target.value })}
      />
    </div>
  );
}
