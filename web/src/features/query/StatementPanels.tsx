import { isAdmin } from '@/api/bootstrap';
import type { EventView } from '@/features/event';
import { AnalysisPanel } from './AnalysisPanel';
import { FindingPanel } from './FindingPanel';

interface StatementPanelsProps {
  project: string;
  issue: string;
  event: EventView;
}

const isQuery = (name: string) => name.includes('query') || name.includes('sql');

/** What is known of the SQL before an event; nothing where there is none. */
export function StatementPanels({ project, issue, event }: StatementPanelsProps) {
  const isFinding = event.platform === 'sql';
  const hasSql = event.crumbs.some((crumb) => isQuery(crumb.category) || isQuery(crumb.kind));
  return (
    <>
      {isFinding && <FindingPanel project={project} issue={issue} />}
      {hasSql && isAdmin() && <AnalysisPanel project={project} issue={issue} />}
    </>
  );
}
