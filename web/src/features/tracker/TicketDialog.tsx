import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isAdmin } from '@/api/bootstrap';
import { ApiError, errorText } from '@/api/errors';
import { useAdminNames } from '@/api/ForbiddenPage';
import { QueryPanel } from '@/api/QueryPanel';
import { paths } from '@/lib/paths';
import { Button, LinkButton } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { Note } from '@/ui/Note';
import { Skeleton } from '@/ui/Skeleton';
import { toast } from '@/ui/toast';
import {
  type IssueAddress,
  type Made,
  previewQuery,
  type TicketPreview,
  useLinkTicket,
  useMakeTicket,
  useTickets,
} from './ticket.queries';
import { trackersQuery } from './tracker.queries';
import { type Tracker, ticketName, trackerOf, trackers } from './trackers';

const ways = [
  { value: 'make', label: 'Make one' },
  { value: 'link', label: 'Link one that is there' },
] as const;

interface FormProps {
  at: IssueAddress;
  tracker: Tracker;
  onDone: (made: Made) => void;
}

/** As the tracker will show it, near enough. */
function TicketText({ ticket }: { ticket: TicketPreview }) {
  const facts = ticket.facts.split('\n').map((line) => {
    const colon = line.indexOf(': ');
    return { name: line.slice(0, colon), value: line.slice(colon + 2) };
  });
  return (
    <section aria-label="Text of the ticket" className="grid grid-cols-1 gap-2 border-l-2 border-ctl pl-3">
      <dl className="text-meta">
        {facts.map(({ name, value }) => (
          <div key={name} className="grid grid-cols-[104px_minmax(0,1fr)] gap-x-2 py-px">
            <dt className="text-text3">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {ticket.frames && (
        // What scrolls must be reachable by keys.
        <pre
          tabIndex={0}
          role="region"
          aria-label="Frames"
          className="max-h-36 overflow-auto rounded-ctl bg-code-bg px-2.5 py-2 text-meta"
        >
          {ticket.frames}
        </pre>
      )}
      <p className="text-meta text-text3">And a link back to here.</p>
    </section>
  );
}

function MakeForm({ at, tracker, onDone }: FormProps) {
  const preview = useQuery(previewQuery(at));
  const make = useMakeTicket(at);
  const [own, setOwn] = useState<string>();
  const title = own ?? preview.data?.title ?? '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ kind: tracker.kind, title }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} aria-label="New ticket" className="grid grid-cols-1 gap-4">
      <QueryPanel
        query={preview}
        what="The ticket could not be written"
        skeleton={<Skeleton className="h-64 w-full" />}
      >
        {(ticket) => (
          <>
            <Field
              label="Title"
              required
              maxLength={200}
              value={title}
              onChange={(event) => setOwn(event.target.value)}
            />
            <TicketText ticket={ticket} />
          </>
        )}
      </QueryPanel>
      {make.error && (
        <Note tone="error" alert>
          {errorText(make.error)}
        </Note>
      )}
      <Button
        type="submit"
        tone="primary"
        className="justify-self-end"
        disabled={preview.data === undefined}
        busy={make.isPending}
      >
        {make.error ? 'Try again' : `Make it in ${tracker.title}`}
      </Button>
    </form>
  );
}

function LinkForm({ at, tracker, onDone }: FormProps) {
  const link = useLinkTicket(at);
  const [key, setKey] = useState('');
  const refused = link.error instanceof ApiError && link.error.field === 'key';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    link.mutate({ kind: tracker.kind, key: key.trim() }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} aria-label="Link a ticket" className="grid grid-cols-1 gap-4">
      <Field
        label="Ticket"
        required
        autoComplete="off"
        spellCheck={false}
        placeholder={tracker.key}
        hint={`Its key (${tracker.key}) or its address in ${tracker.title}.`}
        value={key}
        error={refused ? errorText(link.error) : undefined}
        onChange={(event) => setKey(event.target.value)}
      />
      {link.error && !refused && (
        <Note tone="error" alert>
          {errorText(link.error)}
        </Note>
      )}
      <Button
        type="submit"
        tone="primary"
        className="justify-self-end"
        disabled={key.trim() === ''}
        busy={link.isPending}
      >
        Link it
      </Button>
    </form>
  );
}

/** Nothing to choose from: where to go, or whom to ask. */
function Nowhere({ project, isTaken }: { project: string; isTaken: boolean }) {
  const admins = useAdminNames();
  if (isTaken) return <p className="text-text2">It has a ticket in every tracker that is connected.</p>;
  return (
    <div className="grid justify-items-start gap-4">
      <p className="text-text2">
        No tracker is connected to this project. {!isAdmin() && `${admins} can connect one.`}
      </p>
      {isAdmin() && (
        <LinkButton tone="primary" href={paths.projectSettings(project, 'trackers')}>
          Connect a tracker
        </LinkButton>
      )}
    </div>
  );
}

function Body({ at, of, onClose }: { at: IssueAddress; of: string; onClose: () => void }) {
  const tickets = useTickets(at);
  const connections = useQuery(trackersQuery(at.project));
  const [kind, setKind] = useState<string>();
  const [way, setWay] = useState<(typeof ways)[number]['value']>('make');
  if (!tickets.data)
    return (
      <QueryPanel
        query={tickets}
        what="The tickets could not be read"
        skeleton={<Skeleton className="h-64" />}
      >
        {() => null}
      </QueryPanel>
    );
  const linked = new Set(tickets.data.filter((one) => one.state === 'linked').map((one) => one.tracker));
  return (
    <QueryPanel
      query={connections}
      what="The trackers could not be read"
      skeleton={<Skeleton className="h-64" />}
    >
      {(all) => {
        const connected = trackers.filter((one) => all.some((c) => c.tracker === one.kind && c.configured));
        const free = connected.filter((one) => !linked.has(one.kind));
        const tracker = trackerOf(kind) ?? free[0];
        if (!tracker) return <Nowhere project={at.project} isTaken={connected.length > 0} />;
        const done = ({ key, number }: Made) => {
          const name = ticketName(tracker.kind, key ?? String(number));
          onClose();
          toast(`${of} has the ticket ${name}.`, {
            detail: way === 'make' ? `Made in ${tracker.title}.` : `Linked in ${tracker.title}.`,
          });
        };
        const Form = way === 'make' ? MakeForm : LinkForm;
        return (
          <div className="grid grid-cols-1 gap-4">
            <div className="flex flex-wrap gap-3">
              {free.length > 1 && (
                <Choice
                  legend="Tracker"
                  hideLegend
                  value={tracker.kind}
                  options={free.map((one) => ({ value: one.kind, label: one.title }))}
                  onChange={setKind}
                />
              )}
              <Choice legend="Way" hideLegend value={way} options={ways} onChange={setWay} />
            </div>
            <Form key={tracker.kind} at={at} tracker={tracker} onDone={done} />
          </div>
        );
      }}
    </QueryPanel>
  );
}

interface TicketDialogProps extends IssueAddress {
  /** "WEB-123" */
  of: string;
  onClose: () => void;
}

/** Makes the issue's ticket, shown before it is made, or links one that is there. */
export function TicketDialog({ of, onClose, ...at }: TicketDialogProps) {
  return (
    <Dialog open title={`Ticket for ${of}`} onClose={onClose}>
      <Body at={at} of={of} onClose={onClose} />
    </Dialog>
  );
}
