export { StatementAnalysis, StatementFinding } from './StatementPanels';
