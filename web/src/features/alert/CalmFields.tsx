import { Field } from '@/ui/Field';
import { Switch } from '@/ui/Switch';
import { type AlertDraft, type Mute, nights, weekdays } from './alertDraft';

interface CalmFieldsProps {
  draft: AlertDraft;
  errorOf: (field: string) => string | undefined;
  onChange: (patch: Partial<AlertDraft>) => void;
}

const dayNames: Record<string, string> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
};

interface MuteFieldsProps {
  mute: Mute;
  errorOf: (field: string) => string | undefined;
  onChange: (mute: Mute) => void;
}

function MuteFields({ mute, errorOf, onChange }: MuteFieldsProps) {
  const toggle = (day: string, on: boolean) =>
    onChange({ ...mute, days: weekdays.filter((one) => (one === day ? on : mute.days.includes(one))) });
  const wrongDays = errorOf('mute.days');
  return (
    <div className="grid gap-3 border-l-2 border-line pl-4">
      <fieldset>
        <legend className="text-meta font-medium text-text2">On nights or days that begin on</legend>
        <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {weekdays.map((day) => (
            <label key={day} className="flex min-h-8 items-center gap-1.5 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                className="size-4 cursor-pointer accent-ink"
                required={mute.days.length === 0}
                checked={mute.days.includes(day)}
                onChange={(event) => toggle(day, event.target.checked)}
              />
              {dayNames[day]}
            </label>
          ))}
        </div>
        {wrongDays && <p className="text-meta text-error">{wrongDays}</p>}
      </fieldset>
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label="From"
          type="time"
          className="w-28"
          required
          value={mute.from}
          error={errorOf('mute.from')}
          onChange={(event) => onChange({ ...mute, from: event.target.value })}
        />
        <Field
          label="Until"
          type="time"
          className="w-28"
          required
          value={mute.until}
          error={errorOf('mute.until')}
          onChange={(event) => onChange({ ...mute, until: event.target.value })}
        />
        <Field
          label="Time zone"
          className="w-52"
          required
          value={mute.zone}
          placeholder="Europe/Berlin"
          error={errorOf('mute.zone')}
          onChange={(event) => onChange({ ...mute, zone: event.target.value })}
        />
      </div>
    </div>
  );
}

/** What makes an alert quieter: messages gathered, hours without any; and word of the end. */
export function CalmFields({ draft, errorOf, onChange }: CalmFieldsProps) {
  const { keepsStill, mute } = draft;
  return (
    <>
      <Field
        label="Gather for, minutes"
        className="max-w-[260px]"
        type="number"
        min={0}
        max={1440}
        required
        value={draft.digest}
        error={errorOf('digest_minutes')}
        hint="0 sends each at once; else one message lists what rang."
        onChange={(event) => onChange({ digest: event.target.value })}
      />
      <Switch
        label="Keep still at times"
        hint="What rings meanwhile is told in one message when that ends."
        checked={keepsStill}
        onChange={(on) => onChange({ keepsStill: on, mute: mute.days.length > 0 ? mute : nights() })}
      />
      {keepsStill && (
        <MuteFields mute={mute} errorOf={errorOf} onChange={(next) => onChange({ mute: next })} />
      )}
      <Switch
        label="Tell when it is resolved"
        hint="To those it told of the issue; PagerDuty's incident ends."
        checked={draft.notifyResolved}
        onChange={(notifyResolved) => onChange({ notifyResolved })}
      />
    </>
  );
}
