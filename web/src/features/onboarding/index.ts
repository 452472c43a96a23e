export { ConnectPanel } from './ConnectPanel';
