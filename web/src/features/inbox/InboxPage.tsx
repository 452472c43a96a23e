import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ServerError } from '@/api/QueryPanel';
import { projectsQuery } from '@/features/project';
import { useKeys } from '@/keys';
import { paths } from '@/lib/paths';
import { now } from '@/lib/time';
import { useLiveStatus, useTopic } from '@/live';
import { Button } from '@/ui/Button';
import { Choice } from '@/ui/Choice';
import { cx } from '@/ui/cx';
import { EmptyState } from '@/ui/EmptyState';
import { LevelGlyph } from '@/ui/glyphs';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/Skeleton';
import { Time } from '@/ui/Time';
import { inboxQuery, type Notification, useMarkRead, useRereadInbox } from './inbox.queries';

const shows = [
  { value: 'unread', label: 'Unread' },
  { value: 'all', label: 'All' },
] as const;

const happened: Record<string, string> = {
  mention: 'mentioned you',
  assigned: 'assigned it to you',
  comment: 'commented',
  reopened: 'reopened',
  alert: 'alert not getting through',
  status: 'changed its status',
};

function words(one: Notification): string {
  const what = happened[one.kind] ?? one.kind.replaceAll('_', ' ');
  const who = one.actor_name ? `${one.actor_name} ${what}` : what[0]!.toUpperCase() + what.slice(1);
  return one.count > 1 ? `${who}, ${one.count} times` : who;
}

interface RowProps {
  one: Notification;
  href: string;
  focused: boolean;
  onFocus: () => void;
  onRead: () => void;
}

function Row({ one, href, focused, onFocus, onRead }: RowProps) {
  return (
    <li
      className={cx(
        'relative flex min-h-14 items-center gap-3 border-b border-line px-4 py-2 md:px-6',
        focused ? 'bg-s2 shadow-[inset_2px_0_0_var(--focus)]' : 'hover:bg-s2',
      )}
    >
      <span
        className={cx('size-2 shrink-0 rounded-full', one.read ? 'bg-transparent' : 'bg-info')}
        title={one.read ? undefined : 'Unread'}
      />
      <LevelGlyph level={one.issue.level} size={13} />
      <div className="min-w-0 flex-1">
        <a
          href={href}
          onFocus={onFocus}
          onClick={onRead}
          className="block truncate no-underline outline-none after:absolute after:inset-0"
        >
          {!one.read && <span className="sr-only">Unread: </span>}
          <span className={cx('text-strong', one.read ? 'text-text2' : 'font-semibold')}>{words(one)}</span>
          {one.detail && <span className="text-body text-text2"> {one.detail}</span>}
        </a>
        <p className="flex min-w-0 gap-2 text-meta text-text3">
          <span className="min-w-0 truncate" dir="auto">
            {one.issue.title}
          </span>
          <span className="shrink-0 max-sm:hidden">{one.issue.short_id}</span>
          <span className="shrink-0 max-md:hidden">{one.reason}</span>
        </p>
      </div>
      <Time iso={one.last_at} className="text-meta text-text3" />
    </li>
  );
}

/** What happened to what one follows, owns or was named in. */
export default function InboxPage() {
  const [show, setShow] = useState<(typeof shows)[number]['value']>('unread');
  const [focused, setFocused] = useState(0);
  const [, navigate] = useLocation();
  const query = useInfiniteQuery(inboxQuery(show === 'unread'));
  const { data: projects } = useQuery(projectsQuery());
  const reread = useRereadInbox();
  const mark = useMarkRead();
  const live = useLiveStatus();
  useTopic('me', () => void reread());
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const at = Math.min(focused, rows.length - 1);
  const hrefOf = (one: Notification) => {
    const slug = projects?.find((project) => project.id === one.project_id)?.slug ?? one.project_id;
    return paths.issue(slug, one.issue.short_id || one.issue.id);
  };
  const read = (one: Notification | undefined) => {
    if (!one || one.read) return false;
    mark.mutate({ ids: [one.id] });
  };
  const readAll = () => mark.mutate({ all: true, before: new Date(now()).toISOString() });
  useKeys('page', [
    {
      keys: 'j',
      label: 'Next',
      group: 'Inbox',
      run: () => setFocused(Math.min(at + 1, rows.length - 1)),
    },
    { keys: 'k', label: 'Previous', group: 'Inbox', run: () => setFocused(Math.max(at - 1, 0)) },
    { keys: 'e', label: 'Mark as read', group: 'Inbox', run: () => read(rows[at]) },
    { keys: 'Shift+E', label: 'Mark all as read', group: 'Inbox', run: readAll },
    {
      keys: ['o', 'Enter'],
      label: 'Open',
      group: 'Inbox',
      run: () => {
        const one = rows[at];
        if (!one) return false;
        read(one);
        navigate(hrefOf(one));
      },
    },
  ]);
  return (
    <Page
      title="Inbox"
      live={live}
      actions={
        <Button
          size="dense"
          icon={<CheckCheck size={14} />}
          keys="Shift+E"
          disabled={!rows.some((one) => !one.read)}
          onClick={readAll}
        >
          Mark all read
        </Button>
      }
    >
      <div className="border-b border-line px-4 py-2 md:px-6">
        <Choice legend="Show" hideLegend value={show} options={shows} onChange={setShow} />
      </div>
      {query.isPending && <Skeleton className="m-6 h-40" />}
      {query.error && !query.data && (
        <ServerError
          error={query.error}
          what="The inbox could not be read"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && rows.length === 0 && (
        <EmptyState title="Nothing needs you">
          Mentions, assignments and news of issues you follow come here.
        </EmptyState>
      )}
      <ul aria-label="Notifications">
        {rows.map((one, i) => (
          <Row
            key={one.id}
            one={one}
            href={hrefOf(one)}
            focused={i === at}
            onFocus={() => setFocused(i)}
            onRead={() => read(one)}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button className="m-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  );
}
