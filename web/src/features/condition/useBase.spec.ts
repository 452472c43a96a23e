import { renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useBase } from './useBase';

interface Thing {
  version: number;
}

function form(isDirty: boolean) {
  const load = vi.fn();
  const hook = renderHook(({ now }: { now: Thing }) => useBase(now, () => isDirty, load), {
    initialProps: { now: { version: 1 } },
  });
  return { load, ...hook };
}

it('a form with changes stays on the version it was filled with', () => {
  const { result, rerender, load } = form(true);
  rerender({ now: { version: 2 } });
  expect(result.current.base?.version).toBe(1);
  expect(load).not.toHaveBeenCalled();
});

it('a form without changes takes what somebody else saved, once', () => {
  const { result, rerender, load } = form(false);
  rerender({ now: { version: 2 } });
  rerender({ now: { version: 2 } });
  expect(result.current.base?.version).toBe(2);
  expect(load).toHaveBeenCalledTimes(1);
});

it('an older answer, read before it was saved, changes nothing', () => {
  const { result, rerender, load } = form(false);
  rerender({ now: { version: 3 } });
  rerender({ now: { version: 2 } });
  expect(result.current.base?.version).toBe(3);
  expect(load).toHaveBeenCalledTimes(1);
});
