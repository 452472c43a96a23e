/** One stream for all tabs of this browser: the tab that holds the lock reads it and passes
 * messages on by BroadcastChannel. Where there are no Web Locks (plain http on another
 * host), every tab reads its own. */
import { boot } from '@/api/bootstrap';
import { createStore } from '@/lib/store';
import type { LiveMessage, LiveStatus } from './message';
import { openSource, type Source, type SourceEvents } from './source';

type Note =
  | { kind: 'topics'; tab: string; topics: string[] }
  | { kind: 'who' }
  | { kind: 'message'; message: LiveMessage }
  | { kind: 'status'; status: LiveStatus };

const NAME = 'gosnag-live';
const tab = Math.random().toString(36).slice(2);

export const liveStatus = createStore<LiveStatus>('idle');

const listeners = new Map<string, Set<(message: LiveMessage) => void>>();
const wantedBy = new Map<string, string[]>();
let channel: BroadcastChannel | undefined;
let source: Source | undefined;
let started = false;

/** "issues:7" is heard by who listens to it and by who listens to all "issues". */
function deliver(message: LiveMessage): void {
  const names = new Set([message.topic, message.topic.split(':')[0]!]);
  const heard =
    message.topic === '' ? [...listeners.values()] : [...names].map((name) => listeners.get(name));
  for (const set of heard) for (const listener of [...(set ?? [])]) listener(message);
}

function retune(): void {
  source?.setTopics([...listeners.keys(), ...[...wantedBy.values()].flat()]);
}

function announce(): void {
  channel?.postMessage({ kind: 'topics', tab, topics: [...listeners.keys()] } satisfies Note);
  retune();
}

function lead(): void {
  const events: SourceEvents = {
    onMessage(message) {
      channel?.postMessage({ kind: 'message', message } satisfies Note);
      deliver(message);
    },
    onStatus(status) {
      channel?.postMessage({ kind: 'status', status } satisfies Note);
      liveStatus.set(status);
    },
  };
  source = openSource(events, boot.stream_at);
  channel?.postMessage({ kind: 'who' } satisfies Note);
  retune();
}

function onNote({ data }: MessageEvent<Note>): void {
  if (data.kind === 'topics') {
    if (data.topics.length > 0) wantedBy.set(data.tab, data.topics);
    else wantedBy.delete(data.tab);
    retune();
    if (source) channel?.postMessage({ kind: 'status', status: liveStatus.get() } satisfies Note);
  } else if (source) {
    return;
  } else if (data.kind === 'who') {
    announce();
  } else if (data.kind === 'status') {
    liveStatus.set(data.status);
  } else {
    deliver(data.message);
  }
}

function start(): void {
  started = true;
  if (!navigator.locks || typeof BroadcastChannel === 'undefined') {
    lead();
    return;
  }
  channel = new BroadcastChannel(NAME);
  channel.onmessage = onNote;
  window.addEventListener('pagehide', () => {
    channel?.postMessage({ kind: 'topics', tab, topics: [] } satisfies Note);
  });
  window.addEventListener('pageshow', (event) => event.persisted && announce());
  navigator.locks
    .request(NAME, () => {
      lead();
      return new Promise<never>(() => {}); // held until the tab is gone
    })
    .catch(() => {});
}

/** Hears a topic until the returned function is called. */
export function listen(topic: string, listener: (message: LiveMessage) => void): () => void {
  if (!started) start();
  const set = listeners.get(topic) ?? new Set();
  set.add(listener);
  if (!listeners.has(topic)) {
    listeners.set(topic, set);
    announce();
  }
  return () => {
    set.delete(listener);
    if (set.size === 0) {
      listeners.delete(topic);
      announce();
    }
  };
}
