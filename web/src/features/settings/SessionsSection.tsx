import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { $api, api } from '@/api/client';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import type { Answer } from '@/api/types';
import { Button } from '@/ui/Button';
import { type Column, DataTable } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';

type Session = Answer<'/me/sessions'>[number];

const sessionsQuery = () => $api.queryOptions('get', '/me/sessions');

/** "Chrome on Linux" is enough to know one's own by. */
export function browserName(userAgent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(userAgent)?.[1] ?? 'A browser';
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const name = names[browser] ?? browser;
  return system ? `${name} on ${names[system] ?? system}` : name;
}

function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (session: string) => api.DELETE('/me/sessions/{session}', { params: { path: { session } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery().queryKey }),
    onError: (error) => toast('It was not ended.', { tone: 'error', detail: errorText(error) }),
  });
}

function useEndOthers() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/me/sessions'),
    onSuccess: () => {
      toast('All other browsers are signed out.');
      return client.invalidateQueries({ queryKey: sessionsQuery().queryKey });
    },
    onError: (error) => toast('They were not ended.', { tone: 'error', detail: errorText(error) }),
  });
}

export function SessionsSection() {
  const query = useQuery(sessionsQuery());
  const end = useEndSession();
  const endOthers = useEndOthers();
  const columns: Column<Session>[] = [
    {
      head: 'Where',
      cell: (session) => (
        <span title={session.user_agent}>
          {browserName(session.user_agent)}
          {session.address && <span className="text-text3"> · {session.address}</span>}
        </span>
      ),
    },
    { head: 'Signed in', from: 'sm', cell: (session) => <Time iso={session.created_at} ago /> },
    {
      head: 'End',
      hideHead: true,
      align: 'right',
      cell: (session) =>
        session.current ? (
          <span className="text-meta text-text3">this one</span>
        ) : (
          <Button tone="danger" size="dense" onClick={() => end.mutate(session.id)}>
            Sign out
          </Button>
        ),
    },
  ];
  return (
    <Section
      title="Signed in"
      action={
        (query.data?.length ?? 0) > 1 && (
          <Button tone="danger" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out all others
          </Button>
        )
      }
    >
      <QueryPanel
        query={query}
        what="The sessions could not be read"
        skeleton={<Skeleton className="h-16" />}
      >
        {(sessions) => (
          <div className="-mx-4">
            <DataTable
              caption="Sessions"
              columns={columns}
              rows={sessions}
              rowKey={(session) => session.id}
            />
          </div>
        )}
      </QueryPanel>
    </Section>
  );
}
