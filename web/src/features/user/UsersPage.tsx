import { useQuery } from '@tanstack/react-query';
import { Ellipsis, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { currentUser } from '@/api/bootstrap';
import { errorText } from '@/api/errors';
import { ForbiddenPage } from '@/api/ForbiddenPage';
import { QueryPanel } from '@/api/QueryPanel';
import type { Person, Role } from '@/api/types';
import { exact } from '@/lib/number';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { Avatar } from '@/ui/Avatar';
import { Button } from '@/ui/Button';
import { Chip } from '@/ui/Chip';
import { type Column, DataTable } from '@/ui/DataTable';
import { inputStyle } from '@/ui/Field';
import { MenuButton, type MenuEntry } from '@/ui/Menu';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { toast } from '@/ui/toast';
import { DisableDialog } from './DisableDialog';
import { InviteDialog, roles } from './InviteDialog';
import { LinkDialog, type MadeLink } from './LinkDialog';
import { makeLink, usersQuery, useSetRole, useSetStatus } from './user.queries';

function refused(error: unknown): void {
  toast('Nothing was changed.', { tone: 'error', detail: errorText(error) });
}

function RoleCell({ user, own }: { user: Person; own: boolean }) {
  const setRole = useSetRole();
  if (own) return <span className="text-text2">{user.role}</span>;
  return (
    <select
      aria-label={`Role of ${user.name || user.email}`}
      className={`${inputStyle} h-7! w-auto!`}
      value={(setRole.isPending && setRole.variables.role) || user.role}
      onChange={(event) =>
        setRole.mutate({ user: user.id, role: event.target.value as Role }, { onError: refused })
      }
    >
      {roles.map((role) => (
        <option key={role.value} value={role.value}>
          {role.value}
        </option>
      ))}
    </select>
  );
}

function entriesFor(user: Person, act: RowActions): MenuEntry[] {
  if (user.status === 'invited') {
    return [{ label: 'New invitation link', onSelect: () => act.link(user, 'invite') }];
  }
  if (user.status === 'disabled') {
    return [{ label: 'Enable', hint: 'Signs in again as before', onSelect: () => act.enable(user) }];
  }
  return [
    { label: 'Link for a new password', onSelect: () => act.link(user, 'reset') },
    'line',
    {
      label: 'Disable',
      hint: 'Signed out at once, tokens refused',
      danger: true,
      onSelect: () => act.disable(user),
    },
  ];
}

function StatusChip({ user }: { user: Person }) {
  if (user.status === 'invited') return <Chip tone="info">invited</Chip>;
  if (user.status === 'disabled') return <Chip tone="ignored">disabled</Chip>;
  return <span className="text-text2">active</span>;
}

interface RowActions {
  link: (user: Person, kind: 'invite' | 'reset') => void;
  enable: (user: Person) => void;
  disable: (user: Person) => void;
}

/** What is on somebody's desk and still needs work. */
const openOf = (email: string) => `is:open,reopened assignee:${email}`;

function columns(ownId: string, act: RowActions): Column<Person>[] {
  return [
    {
      head: 'Who',
      className: 'max-sm:w-full max-sm:max-w-0 sm:max-w-[360px]',
      cell: (user) => (
        <span className="flex items-center gap-2.5">
          <Avatar name={user.name || user.email} />
          <span className="min-w-0">
            <span className="block truncate font-medium">{user.name || user.email}</span>
            {user.name && <span className="block truncate text-meta text-text3">{user.email}</span>}
            {user.status !== 'active' && (
              <span className="sm:hidden">
                <StatusChip user={user} />
              </span>
            )}
          </span>
        </span>
      ),
    },
    { head: 'Role', cell: (user) => <RoleCell user={user} own={user.id === ownId} /> },
    {
      head: 'Open issues',
      align: 'right',
      from: 'md',
      cell: (user) =>
        user.open_assigned > 0 && (
          <a href={paths.issues(`q=${encodeURIComponent(openOf(user.email))}`)} className="tabular-nums">
            {exact(user.open_assigned)}
          </a>
        ),
    },
    { head: 'Last seen', from: 'sm', cell: (user) => <Time iso={user.last_seen_at} ago /> },
    { head: 'Status', from: 'sm', cell: (user) => <StatusChip user={user} /> },
    {
      head: 'More',
      hideHead: true,
      align: 'right',
      cell: (user) =>
        user.id === ownId ? (
          <span className="text-meta text-text3">you</span>
        ) : (
          <MenuButton
            label={`More for ${user.name || user.email}`}
            tone="ghost"
            size="icon"
            align="end"
            entries={entriesFor(user, act)}
          >
            <Ellipsis size={16} />
          </MenuButton>
        ),
    },
  ];
}

export default function UsersPage() {
  const me = useStore(currentUser);
  const query = useQuery(usersQuery());
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<MadeLink>();
  const [leaving, setLeaving] = useState<Person>();
  const setStatus = useSetStatus();
  const act: RowActions = {
    link: (user, kind) => void makeLink(user.id, kind).then((link) => setMade({ user, kind, link }), refused),
    enable: (user) => setStatus.mutate({ user: user.id, status: 'active' }, { onError: refused }),
    disable: setLeaving,
  };
  if (me?.role !== 'admin') return <ForbiddenPage title="Users" />;
  const invite = (
    <Button tone="primary" icon={<UserPlus size={14} />} onClick={() => setInviting(true)}>
      Invite
    </Button>
  );
  return (
    <Page title="Users" actions={invite}>
      <QueryPanel
        query={query}
        what="The users could not be read"
        skeleton={<Skeleton className="m-6 h-40" />}
      >
        {(users) => (
          <div className="max-w-[936px] py-3 md:px-2">
            <DataTable
              caption="Users"
              columns={columns(me.id, act)}
              rows={users}
              rowKey={(user) => user.id}
            />
          </div>
        )}
      </QueryPanel>
      <LinkDialog made={made} onClose={() => setMade(undefined)} />
      <DisableDialog user={leaving} users={query.data ?? []} onClose={() => setLeaving(undefined)} />
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
