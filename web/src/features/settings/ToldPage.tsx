import { useEffect, useState } from 'react';
import { preferences } from '@/api/bootstrap';
import { $api } from '@/api/client';
import { updatePreferences } from '@/api/preferences';
import { ServerError } from '@/api/QueryPanel';
import { type DesktopState, desktopState, setDesktop } from '@/features/inbox';
import { useStore } from '@/lib/store';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Section } from '@/ui/Section';
import { Switch } from '@/ui/Switch';
import { type Channel, isTold, kinds, told, utcOffset } from './told';

const channels: readonly { id: Channel; label: string }[] = [
  { id: 'inbox', label: 'Inbox' },
  { id: 'mail', label: 'Mail' },
];
const NIGHT = { from: '22:00', to: '07:00' };

function Matrix({ mailOff }: { mailOff: boolean }) {
  const now = useStore(preferences);
  return (
    <table className="w-full max-w-[640px] border-collapse text-body">
      <caption className="sr-only">What I am told, and where</caption>
      <thead>
        <tr className="border-b border-line text-meta text-text3">
          <th scope="col" className="py-2 text-left font-medium">
            When
          </th>
          {channels.map(({ id, label }) => (
            <th key={id} scope="col" className="w-20 py-2 text-center font-medium">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind.id} className="border-b border-line last:border-0">
            <th scope="row" className="py-2.5 pr-3 text-left font-normal">
              <span className="block font-medium">{kind.label}</span>
              <span className="block text-meta text-text3">{kind.hint}</span>
            </th>
            {channels.map((channel) => (
              <td key={channel.id} className="text-center">
                <label className="inline-flex size-11 cursor-pointer items-center justify-center">
                  <input
                    type="checkbox"
                    className="size-4 cursor-pointer accent-ink"
                    aria-label={`${kind.label}: ${channel.label}`}
                    disabled={channel.id === 'mail' && mailOff}
                    checked={isTold(now, channel.id, kind.id)}
                    onChange={(event) =>
                      updatePreferences(told(now, channel.id, kind.id, event.target.checked))
                    }
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const desktopHints: Record<DesktopState, string> = {
  on: 'While no tab of this server is looked at. Of this browser alone.',
  off: 'While no tab of this server is looked at. Of this browser alone.',
  refused: 'This browser refuses them; its settings for this site say so.',
  missing: 'This browser has none, or needs https for them.',
};

function Desktop() {
  const [state, setState] = useState(desktopState);
  return (
    <Section title="This browser">
      <Switch
        label="Show it on the desktop"
        hint={desktopHints[state]}
        checked={state === 'on'}
        disabled={state === 'refused' || state === 'missing'}
        onChange={(on) => void setDesktop(on).then(setState)}
      />
    </Section>
  );
}

/** What one is told, where, and when not. */
export default function ToldPage() {
  const now = useStore(preferences);
  const { data: config, error, refetch } = $api.useQuery('get', '/auth/config');
  const allMail = isTold(now, 'mail', 'all');
  const quiet = now.quiet_hours;
  const put = (part: Partial<typeof NIGHT>) =>
    updatePreferences({ quiet_hours: { ...NIGHT, ...quiet, ...part }, utc_offset_min: utcOffset() });
  // The server cannot know when the night is; it moves with summer time and with the traveller.
  useEffect(() => {
    if (quiet && now.utc_offset_min !== utcOffset()) updatePreferences({ utc_offset_min: utcOffset() });
  }, [quiet, now.utc_offset_min]);
  return (
    <>
      <Section title="What I am told" lead="What I do myself is never told to me.">
        {config && !config.smtp && <Note>This server sends no mail: no SMTP is set up. Ask an admin.</Note>}
        {!config && error !== null && (
          <ServerError
            error={error}
            what="Whether this server sends mail could not be read"
            onRetry={() => void refetch()}
          />
        )}
        <Matrix mailOff={!allMail} />
      </Section>
      <Section title="Mail">
        <Switch
          label="Send me mail"
          hint="Off: none at all, also what the link in a mail turned off. The inbox keeps everything."
          checked={allMail}
          onChange={(on) => updatePreferences(told(now, 'mail', 'all', on))}
        />
        <Switch
          label="Quiet hours"
          hint="Mail waits until they end. A mention comes at once."
          checked={quiet !== undefined}
          onChange={(on) => (on ? put({}) : updatePreferences({ quiet_hours: undefined }))}
        />
        {quiet && (
          <div className="flex flex-wrap items-start gap-4">
            <Field
              label="From"
              type="time"
              required
              value={quiet.from}
              onChange={(event) => event.target.value && put({ from: event.target.value })}
            />
            <Field
              label="To"
              type="time"
              required
              value={quiet.to}
              onChange={(event) => event.target.value && put({ to: event.target.value })}
              hint="In the time zone of this browser."
            />
          </div>
        )}
      </Section>
      <Desktop />
    </>
  );
}
