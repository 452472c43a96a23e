import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '@/api/errors';
import { QueryPanel } from '@/api/QueryPanel';
import type { Token } from '@/api/types';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/Confirm';
import { type Column, DataTable } from '@/ui/DataTable';
import { Section } from '@/ui/Section';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { NewTokenDialog } from './NewTokenDialog';
import { tokensQuery, useRevokeToken } from './token.queries';

function columns(revoke: (token: Token) => void): Column<Token>[] {
  return [
    { head: 'Name', cell: (token) => <span className="font-medium">{token.name}</span> },
    { head: 'May', cell: (token) => (token.permission === 'read' ? 'read' : 'read, write') },
    { head: 'Last used', from: 'sm', cell: (token) => <Time iso={token.last_used_at} ago /> },
    {
      head: 'Expires',
      from: 'sm',
      cell: (token) => <Time iso={token.expires_at} ago />,
    },
    {
      head: 'Revoke',
      hideHead: true,
      align: 'right',
      cell: (token) => (
        <Button tone="danger" size="dense" aria-label={`Revoke ${token.name}`} onClick={() => revoke(token)}>
          Revoke
        </Button>
      ),
    },
  ];
}

export default function TokensPage() {
  const query = useQuery(tokensQuery());
  const revoke = useRevokeToken();
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<Token>();
  const confirm = async () => {
    await revoke.mutateAsync(asked!.id).then(
      () => toast('Token revoked.', { detail: 'Programs that use it are refused from now on.' }),
      (error: unknown) => toast('The token was not revoked.', { tone: 'error', detail: errorText(error) }),
    );
  };
  return (
    <Section
      title="Your tokens"
      lead="For scripts, agents and other programs that act as you. A token can never do more than you can."
      action={
        <Button tone="primary" icon={<Plus size={14} />} onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      <QueryPanel query={query} what="The tokens could not be read" skeleton={<Skeleton className="h-24" />}>
        {(tokens) =>
          tokens.length === 0 ? (
            <p className="py-4 text-body text-text3">No token yet.</p>
          ) : (
            <div className="-mx-4 overflow-x-auto">
              <DataTable
                caption="Access tokens"
                columns={columns(setAsked)}
                rows={tokens}
                rowKey={(token) => token.id}
              />
            </div>
          )
        }
      </QueryPanel>
      <NewTokenDialog open={making} onClose={() => setMaking(false)} />
      <Confirm
        open={asked !== undefined}
        danger
        title={`Revoke ${asked?.name ?? ''}?`}
        verb="Revoke token"
        onConfirm={confirm}
        onClose={() => setAsked(undefined)}
      >
        Programs that use it are refused at once. This cannot be undone.
      </Confirm>
    </Section>
  );
}
