import { useQuery } from '@tanstack/react-query';
import { ExternalLink, RotateCw, X } from 'lucide-react';
import { canTriage, isAdmin } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { useAdminNames } from '@/api/ForbiddenPage';
import { paths } from '@/lib/paths';
import { Button, IconButton } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import {
  type IssueAddress,
  type Ticket,
  useLinkTicket,
  useMakeTicket,
  useTickets,
  useUnlinkTicket,
} from './ticket.queries';
import { trackersQuery } from './tracker.queries';
import { type Kind, ticketName, trackerOf } from './trackers';

const titleOf = (ticket: Ticket) => trackerOf(ticket.tracker)?.title ?? ticket.tracker ?? '';

function LetGo({ at, ticket }: { at: IssueAddress; ticket: Ticket }) {
  const unlink = useUnlinkTicket(at);
  const link = useLinkTicket(at);
  const kind = ticket.tracker as Kind;
  const isThere = ticket.state === 'linked';
  const name = isThere ? ticketName(kind, ticket.key ?? '') : `the ticket in ${titleOf(ticket)}`;
  const drop = () =>
    void unlink.mutateAsync(kind).then(
      () =>
        toast(isThere ? `${name} is let go.` : 'Nobody makes it any more.', {
          detail: isThere ? `In ${titleOf(ticket)} it stays.` : undefined,
          undo: isThere ? () => link.mutateAsync({ kind, key: ticket.key ?? '' }) : undefined,
        }),
      (error) => toast('Nothing was changed.', { tone: 'error', detail: errorText(error) }),
    );
  return (
    <IconButton label={`Let go ${name}`} busy={unlink.isPending} onClick={drop}>
      <X size={14} />
    </IconButton>
  );
}

/** One that is not there: why, when it is tried again, and the button that does so now. */
function Trouble({ at, ticket }: { at: IssueAddress; ticket: Ticket }) {
  const make = useMakeTicket(at);
  const again = () =>
    make.mutate(
      { kind: ticket.tracker as Kind },
      { onError: (error) => toast('There is still no ticket.', { tone: 'error', detail: errorText(error) }) },
    );
  const isOver = ticket.state === 'failed';
  return (
    <div className="mt-0.5 grid grid-cols-1 justify-items-start gap-1.5">
      <p className="text-meta text-error wrap-anywhere">{ticket.error}</p>
      {!isOver && (
        <p className="text-meta text-text3">
          It is tried again by itself
          {ticket.not_before && (
            <>
              {', '}
              <Time iso={ticket.not_before} ago />
            </>
          )}
          .
        </p>
      )}
      {canTriage() && (
        <Button size="dense" icon={<RotateCw size={14} />} busy={make.isPending} onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

function Row({ at, ticket }: { at: IssueAddress; ticket: Ticket }) {
  const { state, key = '', url = '', closed, error, origin } = ticket;
  const isThere = state === 'linked';
  return (
    <li className="flex items-start gap-2">
      <div className="min-w-0 flex-1 py-1">
        <p className="flex min-w-0 items-center gap-2">
          {isThere ? (
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-w-0 items-center gap-1 font-medium text-link hover:underline pointer-coarse:min-h-6"
            >
              <span className="truncate">{ticketName(ticket.tracker ?? '', key)}</span>
              <ExternalLink size={12} className="shrink-0" aria-hidden="true" />
              <span className="sr-only">, opens {titleOf(ticket)}</span>
            </a>
          ) : (
            <span className="font-medium">{error ? 'No ticket' : 'Is being made…'}</span>
          )}
          {isThere && <Chip tone={closed ? 'resolved' : 'open'}>{closed ? 'closed' : 'open'}</Chip>}
        </p>
        <p className="text-meta text-text3">
          {titleOf(ticket)}
          {origin === 'rule' && ', by a rule'}
        </p>
        {!isThere && error && <Trouble at={at} ticket={ticket} />}
      </div>
      {canTriage() && <LetGo at={at} ticket={ticket} />}
    </li>
  );
}

function Unconnected({ project }: { project: string }) {
  const admins = useAdminNames();
  return (
    <p className="text-meta text-text3">
      No tracker is connected to this project.{' '}
      {isAdmin() ? (
        <a href={paths.projectSettings(project, 'trackers')} className="text-link underline">
          Connect one
        </a>
      ) : (
        <>{admins} can connect one.</>
      )}
    </p>
  );
}

interface TicketPanelProps extends IssueAddress {
  /** Make or link one. */
  onAsk: () => void;
}

/** The issue's tickets in trackers of others, and the way to one. */
export function TicketPanel({ onAsk, ...at }: TicketPanelProps) {
  const tickets = useTickets(at);
  const connections = useQuery(trackersQuery(at.project));
  const error = tickets.error ?? connections.error;
  if (tickets.data === undefined || connections.data === undefined) {
    if (!error) return <Skeleton className="h-7 w-full" />;
    return (
      <p className="text-meta text-text3">
        The tickets could not be read: {errorText(error)}{' '}
        <Button
          size="dense"
          tone="ghost"
          onClick={() => void Promise.all([tickets.refetch(), connections.refetch()])}
        >
          Retry
        </Button>
      </p>
    );
  }
  // One that failed may also be linked by hand.
  const taken = new Set(tickets.data.filter((one) => one.state !== 'failed').map((one) => one.tracker));
  const connected = connections.data.filter((one) => one.configured);
  const isFree = connected.some((one) => !taken.has(one.tracker));
  return (
    <div className="grid grid-cols-1 gap-1">
      {tickets.data.length > 0 && (
        <ul className="grid grid-cols-1 gap-1">
          {tickets.data.map((ticket) => (
            <Row key={ticket.tracker} at={at} ticket={ticket} />
          ))}
        </ul>
      )}
      {connected.length === 0 && tickets.data.length === 0 && <Unconnected project={at.project} />}
      {isFree && canTriage() && (
        <Button size="dense" tone="ghost" keys="l" className="-ml-2 justify-self-start" onClick={onAsk}>
          {taken.size > 0 ? 'Another ticket' : 'Make or link a ticket'}
        </Button>
      )}
      {connected.length > 0 && tickets.data.length === 0 && !canTriage() && (
        <p className="text-meta text-text3">None.</p>
      )}
    </div>
  );
}
