import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Issue } from '@/api/types';
import { DAY, HOUR, now } from '@/lib/time';
import { Button } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { Field, SelectField } from '@/ui/Field';
import { weekQuery } from '../figure.queries';
import type { StatusChange } from '../issue.queries';
import { lastWeek } from './lastWeek';
import { type SnoozeDraft, snoozeForecast, snoozeKinds, snoozeOf, windows } from './snooze';

const units = { events: 'Events', users: 'Users', rate: 'Events' };

/** datetime-local of a moment, in the reader's zone. */
function local(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

interface SnoozeFormProps {
  issue: Issue;
  onSnooze: (change: StatusChange) => void;
  onClose: () => void;
}

/** A snooze of one's own, with what it comes to before it is sent. */
export function SnoozeForm({ issue, onSnooze, onClose }: SnoozeFormProps) {
  const [at] = useState(now);
  const [draft, setDraft] = useState<SnoozeDraft>({
    kind: 'until',
    until: local(at + DAY),
    count: '50',
    minutes: 60,
  });
  const change = snoozeOf(draft, at);
  // Without it the forecast stands alone.
  const week = useQuery(weekQuery(issue.project_id, issue.id));
  const life = Math.max(HOUR, at - Date.parse(issue.first_seen));
  const rates = {
    eventsPerDay: issue.forecast.events_per_day,
    usersPerDay: issue.user_count / (life / DAY),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change) onSnooze(change);
  };
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-4">
      <Choice
        legend="Snooze until"
        value={draft.kind}
        options={snoozeKinds}
        onChange={(kind) => setDraft({ ...draft, kind })}
      />
      <div className="grid grid-cols-2 gap-3">
        {draft.kind === 'until' ? (
          <Field
            label="Time"
            autoFocus
            type="datetime-local"
            value={draft.until}
            min={local(at)}
            onChange={(event) => setDraft({ ...draft, until: event.target.value })}
          />
        ) : (
          <Field
            label={units[draft.kind]}
            type="number"
            autoFocus
            min={1}
            value={draft.count}
            onChange={(event) => setDraft({ ...draft, count: event.target.value })}
          />
        )}
        {draft.kind === 'rate' && (
          <SelectField
            label="In"
            value={String(draft.minutes)}
            options={windows}
            onChange={(event) => setDraft({ ...draft, minutes: Number(event.target.value) })}
          />
        )}
      </div>
      <p className="min-h-10 text-body text-text2" aria-live="polite">
        {change ? snoozeForecast(change, rates, at) : 'A time to come, or a number from 1.'}{' '}
        {change && week.data && lastWeek(change, week.data.buckets, at)}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" disabled={!change}>
          Snooze
        </Button>
      </div>
    </form>
  );
}
