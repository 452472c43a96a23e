export { ConnectPanel } from './ConnectPanel';
export { parseDsn } from './dsn';
