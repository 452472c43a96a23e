export { StatementPanels } from './StatementPanels';
