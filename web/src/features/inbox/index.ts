export { useUnreadLive } from './useUnreadLive';
