import { useParams } from 'wouter';
import { currentUser } from '@/api/bootstrap';
import { ForbiddenPage } from '@/api/ForbiddenPage';
import { paths } from '@/lib/paths';
import { useStore } from '@/lib/store';
import { cx } from '@/ui/cx';
import { Page } from '@/ui/Page';
import { AuditSection } from './AuditSection';
import { OutboxSection } from './OutboxSection';
import { QuarantineSection } from './QuarantineSection';

const sections = [
  { id: 'audit', label: 'Audit log', Section: AuditSection },
  { id: 'outbox', label: 'Outbox', Section: OutboxSection },
  { id: 'quarantine', label: 'Quarantine', Section: QuarantineSection },
];

/** How the instance does, for admins. */
export default function SystemPage() {
  const me = useStore(currentUser);
  const { section } = useParams<{ section?: string }>();
  const here = sections.find((one) => one.id === section) ?? sections[0]!;
  if (me?.role !== 'admin') return <ForbiddenPage title="System" />;
  return (
    <Page title="System" scope={here.label}>
      <nav aria-label="System" className="overflow-x-auto border-b border-line px-2 md:px-4">
        <ul className="flex gap-1">
          {sections.map((one) => (
            <li key={one.id}>
              <a
                href={paths.system(one.id)}
                aria-current={one === here ? 'page' : undefined}
                className={cx(
                  'flex h-9 items-center border-b-2 px-2 text-body whitespace-nowrap no-underline pointer-coarse:h-11',
                  one === here
                    ? 'border-text font-medium text-text'
                    : 'border-transparent text-text2 hover:text-text',
                )}
              >
                {one.label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="max-w-[1080px] px-4 py-5 md:px-6">
        <here.Section />
      </div>
    </Page>
  );
}
