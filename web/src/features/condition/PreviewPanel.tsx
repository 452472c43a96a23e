import { ApiError, errorText } from '@/api/errors';
import { ServerError } from '@/api/QueryPanel';
import { count, exact } from '@/lib/number';
import { paths } from '@/lib/paths';
import { Bars } from '@/ui/Bars';
import { Note } from '@/ui/Note';
import { ProgressLine, Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import type { AlertPreview, Preview, PreviewState } from './preview.queries';

const SHOWN_MOST = 8;
const RINGS_MOST = 6;

/** "7 of 100 would have matched". */
export function previewLine({ data, error, isPaused }: PreviewState): string {
  if (isPaused) return 'Paused: a value is missing';
  if (error) return 'No preview';
  if (!data) return 'Looking at stored events';
  if (data.sample === 0) return 'No events yet';
  return `${exact(data.matched)} of ${exact(data.sample)} events would have matched`;
}

/** Events that one line alone keeps out, the line that does so most first. */
function NearMisses({ preview }: { preview: Preview }) {
  const near = preview.nodes
    .filter((node) => node.only_missing > 0)
    .toSorted((a, b) => b.only_missing - a.only_missing);
  if (near.length === 0) return null;
  return (
    <ul className="grid gap-1" aria-label="Nearly">
      {near.slice(0, 3).map((node) => (
        <li key={node.path} className="flex items-baseline gap-2">
          <span aria-hidden="true" className="text-text3">
            ○
          </span>
          <span className="min-w-0 wrap-anywhere">
            {count(node.only_missing, 'event')} {node.only_missing === 1 ? 'fails' : 'fail'} only{' '}
            <q className="text-text2">{node.sentence}</q>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Matches({ preview, project }: { preview: Preview; project: string }) {
  if (preview.matches.length === 0) return null;
  return (
    <ul className="grid gap-1" aria-label="Matches">
      {preview.matches.slice(0, SHOWN_MOST).map((match) => (
        <li key={match.event_id} className="flex min-w-0 items-baseline gap-2">
          <span aria-hidden="true">●</span>
          <a
            href={paths.event(project, match.issue_id ?? '', match.event_id ?? '')}
            className="min-w-0 flex-1 truncate text-text hover:underline"
          >
            {match.title}
          </a>
          <Time iso={match.at} className="text-meta text-text3" />
        </li>
      ))}
      {preview.matched > SHOWN_MOST && (
        <li className="text-meta text-text3">and {exact(preview.matched - SHOWN_MOST)} more</li>
      )}
    </ul>
  );
}

const reasons: Record<string, string> = {
  new: 'new',
  regressed: 'came back',
  reopened: 'reopened',
  threshold: 'crossed a threshold',
};

/** "about 3 a day", "less than one a day". */
export function perDay(rung: number): string {
  const a = rung / 7;
  return a < 1 ? 'less than one a day' : `about ${exact(Math.round(a))} a day`;
}

/** Seven days again: when it would have rung, how often at night, for how many people. */
function TimeMachine({
  preview,
  project,
  alert,
}: {
  preview: Preview;
  project: string;
  alert: AlertPreview;
}) {
  const { rung, rung_at_night: night } = preview;
  const rings = preview.rings.toSorted((a, b) => b.at.localeCompare(a.at));
  return (
    <section aria-label="Seven days again" className="grid gap-2 border-t border-line pt-3">
      <h3 className="font-medium">
        {rung === 0
          ? 'Silent for the last 7 days'
          : `${exact(rung)} ${rung === 1 ? 'ring' : 'rings'} in 7 days, ${perDay(rung)}`}
      </h3>
      {rung > 0 && (
        <>
          <Bars
            values={preview.days.map((day) => day.rings)}
            label={`Rings of the last 7 days: ${preview.days.map((day) => day.rings).join(', ')}`}
            className="w-full max-w-[280px]"
          />
          <p className="text-meta text-text2">
            {night === 0 ? 'None' : exact(night)} at night (22 to 7, your clock)
            {alert.people > 1 && `, for each of ${exact(alert.people)} people`}.
          </p>
          <ul aria-label="Rings" className="grid gap-1">
            {rings.slice(0, RINGS_MOST).map((ring) => (
              <li key={`${ring.issue_id} ${ring.at}`} className="flex min-w-0 items-baseline gap-2">
                <a
                  href={paths.issue(project, ring.issue_id)}
                  className="min-w-0 flex-1 truncate text-text hover:underline"
                >
                  {ring.title}
                </a>
                <span className="shrink-0 text-meta text-text3">
                  {reasons[ring.reason] ?? ring.reason}
                  {ring.at_night && ', at night'}, <Time iso={ring.at} ago />
                </span>
              </li>
            ))}
          </ul>
          {rung > RINGS_MOST && <p className="text-meta text-text3">and {exact(rung - RINGS_MOST)} more</p>}
        </>
      )}
      <p className="text-meta text-text3">
        By the hour, with users, priority and events of now
        {preview.replay_complete ? '' : '; not all issues could be looked at'}.
      </p>
    </section>
  );
}

function Sample({ preview }: { preview: Preview }) {
  if (preview.sample === 0) return null;
  return (
    <p className="text-meta text-text3">
      The newest {count(preview.sample, 'event')}, the oldest of them <Time iso={preview.oldest_at} ago />,
      with the issues' figures of now.
    </p>
  );
}

/** The conditions themselves are the cause, not the server. */
const isRefused = (error: unknown) => error instanceof ApiError && error.status === 400;

interface PreviewPanelProps {
  project: string;
  preview: PreviewState;
}

/** What the conditions would have said of stored events. */
export function PreviewPanel({ project, preview }: PreviewPanelProps) {
  const { data, error, isFetching, isPaused } = preview;
  return (
    <div className="relative grid grid-cols-1 content-start gap-3">
      <ProgressLine on={isFetching && data !== undefined} />
      <p aria-live="polite" className="text-strong font-medium">
        {previewLine(preview)}
      </p>
      {!isPaused && isRefused(error) && <Note tone="warning">{errorText(error)}</Note>}
      {!isPaused && Boolean(error) && !isRefused(error) && (
        <ServerError error={error} what="The stored events could not be asked" />
      )}
      {!isPaused && !error && !data && <Skeleton className="h-24" />}
      {!isPaused && !error && data && (
        <>
          <Matches preview={data} project={project} />
          <NearMisses preview={data} />
          <Sample preview={data} />
          {preview.alert && data.days.length > 0 && (
            <TimeMachine preview={data} project={project} alert={preview.alert} />
          )}
        </>
      )}
    </div>
  );
}
