import { useParams } from 'wouter';
import { currentUser } from '@/api/bootstrap';
import { ForbiddenPage } from '@/api/ForbiddenPage';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { useLiveStatus } from '@/live';
import { cx } from '@/ui/cx';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { AuditSection } from './AuditSection';
import { ConfigSection } from './ConfigSection';
import { OutboxSection } from './OutboxSection';
import { OverviewSection } from './OverviewSection';
import { QuarantineSection } from './QuarantineSection';
import { WorkersSection } from './WorkersSection';

const sections = [
  { id: '', label: 'Overview', Section: OverviewSection },
  { id: 'workers', label: 'Workers', Section: WorkersSection },
  { id: 'outbox', label: 'Outbox', Section: OutboxSection },
  { id: 'quarantine', label: 'Quarantine', Section: QuarantineSection },
  { id: 'audit', label: 'Audit log', Section: AuditSection },
  { id: 'config', label: 'Configuration', Section: ConfigSection },
];

/** The row of a small screen begins where one is. */
function showIt(link: HTMLAnchorElement | null): void {
  link?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
}

/** How the instance does, for admins. */
export default function SystemPage() {
  const me = useStore(currentUser);
  const { section = '' } = useParams<{ section?: string }>();
  const live = useLiveStatus();
  const here = sections.find((one) => one.id === section);
  if (me?.role !== 'admin') return <ForbiddenPage title="System" />;
  return (
    <Page title="System" scope={here?.label} live={here?.id === '' ? live : undefined}>
      <nav aria-label="System" className="flex gap-1 overflow-x-auto border-b border-line px-2 md:px-4">
        {sections.map((one) => (
          <a
            key={one.id}
            ref={one === here ? showIt : undefined}
            href={paths.system(one.id)}
            aria-current={one === here ? 'page' : undefined}
            className={cx(
              'flex h-9 shrink-0 items-center border-b-2 px-2 text-body whitespace-nowrap no-underline pointer-coarse:h-11',
              one === here
                ? 'border-text font-medium text-text'
                : 'border-transparent text-text2 hover:text-text',
            )}
          >
            {one.label}
          </a>
        ))}
      </nav>
      <div className="max-w-[1080px] px-4 py-5 md:px-6">
        {here ? <here.Section /> : <EmptyState title="This page of the system does not exist" />}
      </div>
    </Page>
  );
}
