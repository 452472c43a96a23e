import { useQuery } from '@tanstack/react-query';
import { isAdmin } from '@/api/bootstrap';
import { type TrackerKind, trackerOf, trackersQuery } from '@/features/tracker';
import { paths } from '@/lib/paths';
import { Note } from '@/ui/Note';

interface TicketEffectProps {
  project: string;
  kind: TrackerKind;
}

/** Where the ticket goes; without a connection a rule makes none, and that is said. */
export function TicketEffect({ project, kind }: TicketEffectProps) {
  const { data } = useQuery(trackersQuery(project));
  const { title } = trackerOf(kind)!;
  const stored = data?.find((one) => one.tracker === kind);
  const settings = `${paths.projectSettings(project, 'trackers')}?tracker=${kind}`;
  if (stored && !stored.configured)
    return (
      <Note tone="warning">
        {title} is not connected to this project: until it is, rules make no ticket.{' '}
        {isAdmin() && (
          <a href={settings} className="text-link underline">
            Connect it
          </a>
        )}
      </Note>
    );
  const place = stored?.project || [stored?.owner, stored?.repo].filter(Boolean).join('/');
  return (
    <p className="text-text2">
      Makes one ticket in {title}
      {place && (
        <>
          {' '}
          (
          <a href={settings} className="text-link underline">
            {place}
          </a>
          )
        </>
      )}
      : title, facts, the topmost frames and a link back.
    </p>
  );
}
