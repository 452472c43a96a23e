/** One message of GET /api/v1/stream. */
export interface LiveMessage {
  event: 'issue' | 'ticket' | 'attempt' | 'notification' | 'presence' | 'job' | 'system' | 'reset';
  /** The topic it came by; "" on reset, which concerns every topic. */
  topic: string;
  id?: string;
  project_id?: string | null;
  version?: number;
  op?: 'new' | 'change' | 'gone';
  patch?: Record<string, unknown>;
  /** Other objects of the topic that changed meanwhile, told at once. */
  more?: Partial<LiveMessage>[];
}

export type LiveStatus = 'idle' | 'connecting' | 'live' | 'polling';

export const EVENTS = [
  ...(['issue', 'ticket', 'attempt', 'notification'] as const),
  ...(['presence', 'job', 'system', 'reset'] as const),
];

export function parseMessage(event: LiveMessage['event'], data: string): LiveMessage | undefined {
  try {
    const value: unknown = data === '' ? {} : JSON.parse(data);
    if (typeof value !== 'object' || value === null) return undefined;
    return { topic: '', ...(value as Partial<LiveMessage>), event };
  } catch {
    return undefined;
  }
}
