import { isAdmin } from '@/api/bootstrap';
import type { EventView } from '@/features/event';
import { AnalysisPanel } from './AnalysisPanel';
import { FindingPanel } from './FindingPanel';

interface StatementPanelProps {
  project: string;
  issue: string;
  event: EventView;
}

const isQuery = (name: string) => name.includes('query') || name.includes('sql');

/** The statement that made this issue; nothing where none did. */
export function StatementFinding({ project, issue, event }: StatementPanelProps) {
  return event.platform === 'sql' && <FindingPanel project={project} issue={issue} />;
}

/** For admins, of an event that tells of SQL. */
export function StatementAnalysis({ project, issue, event }: StatementPanelProps) {
  const hasSql = event.crumbs.some((crumb) => isQuery(crumb.category) || isQuery(crumb.kind));
  return hasSql && isAdmin() && <AnalysisPanel project={project} issue={issue} />;
}
