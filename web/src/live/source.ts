/** The connection itself: reopened when the topics change, polling while it is lost. */
import { EVENTS, type LiveMessage, type LiveStatus, parseMessage } from './message';

export const CHANGE_DELAY = 200;
export const POLL_EVERY = 15_000;
/** A stream that has not opened by then counts as lost. */
export const LOST_AFTER = 5_000;
const RETRY_FIRST = 1_000;
const RETRY_MOST = 30_000;

export interface SourceEvents {
  onMessage(message: LiveMessage): void;
  onStatus(status: LiveStatus): void;
}

export interface Source {
  setTopics(topics: readonly string[]): void;
  close(): void;
}

/** `since`: where the stream stood when the page was made, so that nothing is missed between what a
 * page reads and the moment it listens. */
export function openSource(events: SourceEvents, since = ''): Source {
  let stream: EventSource | undefined;
  let topics = '';
  let lastId = since;
  let failures = 0;
  let changeTimer = 0;
  let retryTimer = 0;
  let lostTimer = 0;
  let pollTimer = 0;

  function startPolling(): void {
    events.onStatus('polling');
    pollTimer ||= window.setInterval(() => events.onMessage({ event: 'reset', topic: '' }), POLL_EVERY);
  }
  function stopPolling(): void {
    clearInterval(pollTimer);
    pollTimer = 0;
  }
  function disconnect(): void {
    stream?.close();
    stream = undefined;
    clearTimeout(retryTimer);
    clearTimeout(lostTimer);
  }
  function retryLater(): void {
    disconnect();
    startPolling();
    retryTimer = window.setTimeout(connect, Math.min(RETRY_MOST, RETRY_FIRST * 2 ** failures++));
  }
  function connect(): void {
    disconnect();
    if (topics === '') {
      stopPolling();
      events.onStatus('idle');
      return;
    }
    const after = lastId === '' ? '' : `&since=${encodeURIComponent(lastId)}`;
    stream = new EventSource(`/api/v1/stream?topics=${encodeURIComponent(topics)}${after}`);
    if (pollTimer === 0) events.onStatus('connecting');
    lostTimer = window.setTimeout(startPolling, LOST_AFTER);
    stream.onopen = () => {
      clearTimeout(lostTimer);
      failures = 0;
      stopPolling();
      events.onStatus('live');
    };
    stream.onerror = () => {
      // CONNECTING: the browser tries again by itself with Last-Event-ID.
      if (stream?.readyState === EventSource.CLOSED) retryLater();
      else startPolling();
    };
    for (const event of EVENTS) {
      stream.addEventListener(event, (sent: MessageEvent<string>) => {
        if (sent.lastEventId !== '') lastId = sent.lastEventId;
        const message = parseMessage(event, sent.data);
        if (!message) return;
        for (const other of [{}, ...(message.more ?? [])]) events.onMessage({ ...message, ...other });
      });
    }
  }
  return {
    setTopics(next) {
      const wanted = [...new Set(next)].sort().join(',');
      if (wanted === topics) return;
      topics = wanted;
      clearTimeout(changeTimer);
      changeTimer = window.setTimeout(connect, CHANGE_DELAY);
    },
    close() {
      clearTimeout(changeTimer);
      disconnect();
      stopPolling();
    },
  };
}
