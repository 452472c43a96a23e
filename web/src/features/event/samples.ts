import type { Frame } from './frame';
import type { WireEvent } from './read';

/** A frame of the app, to be changed where a test looks. */
export function aFrame(at: number, change: Partial<Frame> = {}): Frame {
  return {
    at,
    fn: `fn${at}`,
    path: `src/file${at}.ts`,
    absPath: '',
    module: '',
    line: at + 1,
    column: undefined,
    inApp: true,
    before: [],
    code: undefined,
    after: [],
    vars: undefined,
    platform: 'javascript',
    address: '',
    ...change,
  };
}

export function anEvent(data: Record<string, unknown>, change: Partial<WireEvent> = {}): WireEvent {
  return {
    id: 'e1',
    event_id: 'a'.repeat(32),
    timestamp: '2026-11-24T10:00:00Z',
    platform: 'javascript',
    level: 'error',
    message: 'TypeError: x',
    release: '2.4.1',
    environment: 'prod',
    server_name: '',
    user_identifier: '',
    data,
    ...change,
  };
}
