import { act, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { whenIdle } from './idle';
import { useIdle } from './paint';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function Shown({ ready }: { ready: boolean }) {
  return <p>{useIdle(ready) ? 'idle' : 'busy'}</p>;
}

it('tells of idleness only after what it waits for is painted and the browser says so', () => {
  vi.useFakeTimers();
  const asked: (() => void)[] = [];
  const ask = vi.fn((run: () => void) => asked.push(run));
  vi.stubGlobal('requestIdleCallback', ask);
  vi.stubGlobal('cancelIdleCallback', () => {});
  const { container, rerender } = render(<Shown ready={false} />);
  act(() => vi.advanceTimersByTime(5000));
  expect(ask).not.toHaveBeenCalled();
  rerender(<Shown ready />);
  expect(ask).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(300));
  expect(ask).toHaveBeenCalledOnce();
  expect(container.textContent).toBe('busy');
  act(() => asked[0]!());
  expect(container.textContent).toBe('idle');
  rerender(<Shown ready={false} />);
  expect(container.textContent).toBe('idle');
});

it('where the browser does not tell, waits as long as it may; and can be taken back', () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', undefined);
  const run = vi.fn();
  const never = vi.fn();
  whenIdle(run, 1000);
  whenIdle(never)();
  vi.advanceTimersByTime(999);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(5000);
  expect(never).not.toHaveBeenCalled();
});
