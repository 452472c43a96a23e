export { type DesktopState, desktopState, setDesktop } from './desktop';
export { useUnreadLive } from './useUnreadLive';
