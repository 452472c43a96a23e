import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveMessage } from './message';
import { CHANGE_DELAY, LOST_AFTER, openSource, POLL_EVERY } from './source';

class FakeStream extends EventTarget {
  static CLOSED = 2;
  static all: FakeStream[] = [];
  readyState = 0;
  onopen?: () => void;
  onerror?: () => void;
  constructor(readonly url: string) {
    super();
    FakeStream.all.push(this);
  }
  close(): void {
    this.readyState = 2;
  }
  send(event: string, data: object, lastEventId: string): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data), lastEventId }));
  }
}
const last = () => FakeStream.all.at(-1)!;
let heard: LiveMessage[];
let states: string[];
let source: ReturnType<typeof openSource>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeStream);
  FakeStream.all = [];
  [heard, states] = [[], []];
  source = openSource({ onMessage: (m) => heard.push(m), onStatus: (s) => states.push(s) });
});
afterEach(() => {
  source.close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('opens one stream for the union of topics, after a short wait', () => {
  source.setTopics(['issues:b']);
  source.setTopics(['issues:b', 'attempts:a', 'issues:b']);
  expect(FakeStream.all).toHaveLength(0);
  vi.advanceTimersByTime(CHANGE_DELAY);
  expect(FakeStream.all.map((s) => s.url)).toEqual(['/api/v1/stream?topics=attempts%3Aa%2Cissues%3Ab']);
});
it('hands messages on and resumes where it was when the topics change', () => {
  source.setTopics(['issues:a']);
  vi.advanceTimersByTime(CHANGE_DELAY);
  last().onopen?.();
  last().send('issue', { topic: 'issues:a', id: 'x', op: 'new', version: 1 }, '7-42');
  expect(heard).toEqual([{ event: 'issue', topic: 'issues:a', id: 'x', op: 'new', version: 1 }]);
  source.setTopics(['issues:a', 'issue:x']);
  vi.advanceTimersByTime(CHANGE_DELAY);
  expect(last().url).toContain('since=7-42');
  expect(states.at(-2)).toBe('live');
});
it('hands on each object of a message that tells of several', () => {
  source.setTopics(['issues:a']);
  vi.advanceTimersByTime(CHANGE_DELAY);
  last().send('issue', { topic: 'issues:a', id: 'x', op: 'new', more: [{ id: 'y', op: 'gone' }] }, '7-43');
  expect(heard.map((m) => [m.event, m.topic, m.id, m.op])).toEqual([
    ['issue', 'issues:a', 'x', 'new'],
    ['issue', 'issues:a', 'y', 'gone'],
  ]);
});
it('polls while the stream is lost, and stops when it is back', () => {
  source.setTopics(['issues:a']);
  vi.advanceTimersByTime(CHANGE_DELAY + LOST_AFTER);
  expect(states.at(-1)).toBe('polling');
  vi.advanceTimersByTime(POLL_EVERY);
  expect(heard).toEqual([{ event: 'reset', topic: '' }]);
  last().onopen?.();
  vi.advanceTimersByTime(POLL_EVERY * 3);
  expect(heard).toHaveLength(1);
  expect(states.at(-1)).toBe('live');
});
it('a refused stream is tried again by itself', () => {
  source.setTopics(['issues:a']);
  vi.advanceTimersByTime(CHANGE_DELAY);
  last().readyState = 2;
  last().onerror?.();
  expect(states.at(-1)).toBe('polling');
  vi.advanceTimersByTime(1_000);
  expect(FakeStream.all).toHaveLength(2);
});
it('closes when nobody listens', () => {
  source.setTopics(['issues:a']);
  vi.advanceTimersByTime(CHANGE_DELAY);
  source.setTopics([]);
  vi.advanceTimersByTime(CHANGE_DELAY);
  expect([last().readyState, states.at(-1)]).toEqual([2, 'idle']);
});
it('begins where the stream stood when the page was made', () => {
  const early = openSource({ onMessage: () => {}, onStatus: () => {} }, '7-40');
  early.setTopics(['issues:a']);
  vi.advanceTimersByTime(CHANGE_DELAY);
  expect(last().url).toBe('/api/v1/stream?topics=issues%3Aa&since=7-40');
  early.close();
});
